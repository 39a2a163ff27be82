"""Which of an extractor's candidates the desk does not have yet."""

from collections.abc import Iterable

from claims.extraction import Candidate
from claims.models import Appearance, Snapshot


def unknown(snapshot: Snapshot, found: Iterable[Candidate]) -> list[Candidate]:
    """Those at no claim's place, and that share no word with one that an extractor found before: a
    model does not cut the same sentence the same way twice."""
    places = Appearance.objects.filter(snapshot=snapshot)
    known = list(places.values_list("start", "end", "claim__extractor"))
    spans = {(start, end) for start, end, _extractor in known}
    taken = bytearray(len(snapshot.text))
    for start, end, extractor in known:
        if extractor:
            taken[start:end] = b"\1" * (end - start)
    return [
        candidate
        for candidate in found
        if (candidate.start, candidate.end) not in spans
        and not any(taken[candidate.start : candidate.end])
    ]

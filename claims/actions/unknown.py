"""Which of an extractor's candidates the desk does not have yet."""

from collections.abc import Iterable, Iterator

from claims.extraction import Candidate
from claims.models import Appearance, Snapshot
from claims.models.anchor import SURE, is_shown


def unknown(snapshot: Snapshot, found: Iterable[Candidate]) -> list[Candidate]:
    """Those at no claim's place, and that share no word with one that an extractor found before (a
    model does not cut the same sentence the same way twice), nor with a passage of an earlier text
    that changed and waits to be looked at."""
    spans: set[tuple[int, int]] = set()
    taken = bytearray(len(snapshot.text))
    for start, end, is_whole in _known(snapshot):
        spans.add((start, end))
        if is_whole:
            taken[start:end] = b"\1" * (end - start)
    return [
        candidate
        for candidate in found
        if (candidate.start, candidate.end) not in spans
        and not any(taken[candidate.start : candidate.end])
    ]


def _known(snapshot: Snapshot) -> Iterator[tuple[int, int, bool]]:
    """Where claims stand in this text; and whether nothing else is to be found in their words."""
    places = Appearance.objects.filter(snapshot=snapshot)
    for start, end, extractor in places.values_list("start", "end", "claim__extractor"):
        yield start, end, bool(extractor)
    anchors = snapshot.anchors.filter(start__isnull=False)
    columns = ("start", "end", "kind", "waiting_since", "appearance__claim__extractor")
    for start, end, kind, waiting_since, extractor in anchors.values_list(*columns):
        if is_shown(kind, waiting_since):
            yield start, end, bool(extractor) or kind not in SURE

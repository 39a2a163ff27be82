"""Where a claim was made, for a page: its words and who says them, in the text around them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from claims.admin.became import became
from claims.admin.highlights import Piece, pieces
from claims.models import Appearance, Claim

Span = tuple[int, int]

#: Characters of the article that are shown on either side of a claim.
_AROUND = 300
_AROUND_NAME = 60  # of a name that stands further off


def places_of(claim: Claim) -> QuerySet[Appearance]:
    """Where the claim was made, first found first."""
    return (
        claim.appearances.select_related("snapshot__article").defer("snapshot__raw").order_by("id")
    )


def shown(places: Iterable[Appearance]) -> list[dict[str, Any]]:
    """Each with what stands around it, and what became of it where the article was read again."""
    found = list(places)
    changed = became(found)
    return [in_context(place) | {"became": changed.get(place.pk)} for place in found]


def in_context(place: Appearance, around: int = _AROUND) -> dict[str, Any]:
    """A claim's exact words with what stands around them, for a page; and the words that name who
    says it, where the text has them further off."""
    text = place.snapshot.text
    around_it = max(0, place.start - around), min(len(text), place.end + around)
    speaker = _speaker_of(place)
    marks = [(place.start, place.end, "words")]
    is_far = speaker is not None and not _within(speaker, around_it)
    if speaker and not is_far:
        marks.append((*speaker, "speaker"))
    return {
        "place": place,
        "article": place.snapshot.article,
        "pieces": _excerpt(text, around_it, marks),
        "cut_before": around_it[0] > 0,
        "cut_after": around_it[1] < len(text),
        "speaker": speaker,
        "named": _mention(text, speaker) if speaker and is_far else [],
    }


def _mention(text: str, speaker: Span) -> list[Piece]:
    start, end = speaker
    around_it = max(0, start - _AROUND_NAME), min(len(text), end + _AROUND_NAME)
    return _excerpt(text, around_it, [(start, end, "speaker")])


def _excerpt(text: str, span: Span, marks: list[tuple[int, int, str]]) -> list[Piece]:
    first, last = span
    inside = [(start - first, end - first, kind) for start, end, kind in marks]
    return pieces(text[first:last], inside)


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _speaker_of(place: Appearance) -> Span | None:
    if place.speaker_start is None or place.speaker_end is None:
        return None
    return place.speaker_start, place.speaker_end

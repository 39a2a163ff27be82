"""A verdict in a list: what was claimed, what we found, and where the words stand that were asked
for."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from factcheck.publications.rendering.shell import direction, tongue


class Piece(NamedTuple):
    """A run of text, and whether it was asked for."""

    text: str
    is_marked: bool


Pieces = list[Piece]
_NAMED = ("headline", "claim.text")


def item(
    document: dict[str, Any], highlights: Sequence[dict[str, Any]] = (), *, spoken: str
) -> dict[str, Any]:
    """A standing verdict. Its language is told where it is not the page's."""
    claim, language = document["claim"], document["language"]
    whole = {each["field"]: each for each in highlights if each["field"] in _NAMED}
    corrections = document["corrections"]
    return {
        "url": reverse("verdict-page", args=[document["id"]]),
        "language": language,
        "direction": direction(language),
        "tongue": tongue(language) if language.partition("-")[0] != spoken else "",
        "rating": document["rating"],
        "headline": _marked(document["headline"], whole.get("headline")),
        "claim": _marked(claim["text"], whole.get("claim.text")),
        "claim_language": claim["language"],
        "claim_direction": direction(claim["language"]),
        "claimant": claim["claimant"]["name"] if claim["claimant"] else "",
        "published_at": datetime.fromisoformat(document["first_published_at"]),
        "corrected_at": datetime.fromisoformat(corrections[-1]["date"]) if corrections else None,
        # One more place is enough to tell why it was found.
        "fragments": [_fragment(each) for each in highlights if each["field"] not in _NAMED][:1],
    }


def _marked(text: str, highlight: dict[str, Any] | None) -> Pieces:
    """The whole text, where the highlight is of all of it; a longer one shows its fragment."""
    return _fragment(highlight) if highlight else [Piece(text, False)]


def _fragment(highlight: dict[str, Any]) -> Pieces:
    return list(_pieces(highlight["fragment"], highlight["marks"]))


def _pieces(text: str, marks: list[list[int]]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted(marks):
        if start > at:
            yield Piece(text[at:start], False)
        if end > max(start, at):
            yield Piece(text[max(start, at) : end], True)
            at = end
    if at < len(text):
        yield Piece(text[at:], False)

"""A text cut at the spans in it, for a page to show them in place. Pure."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A run of the text; `mark` is what stands there, or None."""

    text: str
    mark: Any = None


def pieces(text: str, spans: Iterable[tuple[int, int, Any]]) -> list[Piece]:
    """The whole text in order. Of spans that overlap, the first one is shown."""
    cut: list[Piece] = []
    at = 0
    for start, end, mark in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < at:
            continue
        if start > at:
            cut.append(Piece(text[at:start]))
        cut.append(Piece(text[start:end], mark))
        at = end
    if at < len(text):
        cut.append(Piece(text[at:]))
    return cut

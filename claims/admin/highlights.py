"""A text cut at the spans in it, for a page to show them in place. Pure."""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any, NamedTuple


class Piece(NamedTuple):
    """A run of the text. `mark` is what stands there, or None: of several the shortest one.

    `begins` are the marks whose span begins here, the longest first; `deep` tells that more than
    one mark stands here. `start` counts code points.
    """

    text: str
    mark: Any = None
    begins: tuple[Any, ...] = ()
    deep: bool = False
    start: int = 0


Span = tuple[int, int, Any]


def pieces(text: str, spans: Iterable[Span]) -> list[Piece]:
    """The whole text in order, to the letter. Every span is shown from its start to its end: where
    spans overlap, the text is cut at each of their ends."""
    ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
    cuts = sorted({0, len(text)} | {at for start, end, _mark in ordered for at in (start, end)})
    return list(_pieces(text, ordered, cuts))


def _pieces(text: str, ordered: list[Span], cuts: list[int]) -> Iterator[Piece]:
    ends = sorted(end for _start, end, _mark in ordered)
    begun = ended = 0
    inside: list[tuple[int, int, int]] = []  # (length, place in `ordered`, end), a heap
    for start, end in pairwise(cuts):
        first = begun
        while begun < len(ordered) and ordered[begun][0] == start:
            heappush(inside, (ordered[begun][1] - start, -begun, ordered[begun][1]))
            begun += 1
        while ended < len(ends) and ends[ended] <= start:
            ended += 1
        while inside and inside[0][2] <= start:
            heappop(inside)
        yield Piece(
            text[start:end],
            ordered[-inside[0][1]][2] if inside else None,
            tuple(mark for _start, _end, mark in ordered[first:begun]),
            begun - ended > 1,
            start,
        )

"""The passages of a text that stand in quotes: « », “ ”, " ", ‘ ’. One pass.

A quotation may hold others, in marks of another kind or of its own; only the outermost counts. It
may go on over paragraphs: in print, each of them then begins with a mark again. One that is never
closed ends with its paragraph.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple


class Quotation(NamedTuple):
    """`text[start:end]` with its marks; `inner` is what stands between them.

    `resumed` tells that it goes on from the paragraph before.
    """

    start: int
    end: int
    inner: tuple[int, int]
    resumed: bool = False


_MARK = re.compile(r"[«»“”„\"]|‘|’(?!\w)|\n\s*")
_CLOSING = {"«": "»", "“": "”", "„": "”", '"': '"', "‘": "’"}
_LONGEST = 6_000  # characters; what is in quotes for longer is a mark that was forgotten
_DEEPEST = 3


def quotations(text: str) -> list[Quotation]:
    """In the order of the text, without overlap."""
    return list(_read(text))


def _read(text: str) -> Iterator[Quotation]:
    marks = list(_MARK.finditer(text))
    standing: dict[str, list[int]] = defaultdict(list)
    for mark in marks:
        standing[mark.group()[0]].append(mark.start())
    opened, kind, depth, resumed = -1, "", 0, False
    for mark in marks:
        sign, at = mark.group()[0], mark.start()
        if opened < 0:
            if sign in _CLOSING and not _is_measure(text, at, sign):
                opened, kind, depth = at, sign, 1
        elif sign == "\n":
            again = text[mark.end() : mark.end() + 1] == kind
            if again or at - opened > _LONGEST or not _is_closed(standing, at, kind):
                yield _quotation(opened, at, resumed, closed=False)
                opened, resumed = -1, again
        elif sign == _CLOSING[kind] and (kind != "‘" or text[at - 1] != " "):
            depth -= 1
            if depth == 0:
                yield _quotation(opened, at + 1, resumed, closed=True)
                opened, resumed = -1, False
        elif sign == kind:
            depth = min(depth + 1, _DEEPEST)
    if opened >= 0:
        yield _quotation(opened, min(len(text), opened + _LONGEST), resumed, closed=False)


def _quotation(start: int, end: int, resumed: bool, *, closed: bool) -> Quotation:
    return Quotation(start, end, (start + 1, end - 1 if closed else end), resumed)


def _is_closed(standing: dict[str, list[int]], at: int, kind: str) -> bool:
    """Whether the next mark of this kind closes, as where lines are wrapped within a quotation."""
    if kind == '"':
        return False
    closing = _next(standing[_CLOSING[kind]], at)
    return (
        closing is not None
        and closing - at < _LONGEST
        and closing < (_next(standing[kind], at) or closing + 1)
    )


def _next(places: list[int], at: int) -> int | None:
    found = bisect_left(places, at)
    return places[found] if found < len(places) else None


def _is_measure(text: str, at: int, sign: str) -> bool:
    """5" is a length."""
    return sign == '"' and text[max(0, at - 1) : at].isdigit()

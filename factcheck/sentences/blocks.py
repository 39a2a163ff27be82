"""Paragraphs and list items: the stretches of a text that no sentence reaches across."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest
from typing import NamedTuple


class Block(NamedTuple):
    start: int
    end: int
    item: bool = False  # of a list; its bullet is not part of it


class Line(NamedTuple):
    start: int
    end: int
    content: str  # without the white space around it; never empty
    apart: bool  # a blank line stands before it


_BULLET = re.compile(r"(?:[-–—•‣▪●◦*·]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")
_ENDED = re.compile(r"[.!?…:;][\s\"'’”»)\]]*\Z")
_WIDEST_WRAP = 120


def blocks(text: str) -> Iterator[Block]:
    """In the order of the text. Blank lines part blocks, and so do line ends that are no wrap."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(lines)
    opening: Line | None = None
    for line, following in zip_longest(lines, lines[1:]):
        opening = opening or line
        if following is None or not _goes_on(line, following, wrapped):
            yield _block(text, opening, line.end)
            opening = None


def _block(text: str, opening: Line, end: int) -> Block:
    bullet = _BULLET.match(text, opening.start, end)
    return Block(bullet.end(), end, item=True) if bullet else Block(opening.start, end)


def _lines(text: str) -> Iterator[Line]:
    position, apart = 0, False
    for raw in text.splitlines(keepends=True):
        if content := raw.strip():
            start = position + len(raw) - len(raw.lstrip())
            yield Line(start, start + len(content), content, apart)
        apart = not content
        position += len(raw)


def _goes_on(line: Line, following: Line, wrapped: bool) -> bool:
    """Whether the sentence may go on in the next line."""
    if following.apart or _BULLET.match(following.content):
        return False
    return wrapped or (following.content[0].islower() and not _ENDED.search(line.content[-20:]))


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether line ends are only a matter of width: the next line's first word did not fit."""
    width = max((len(line.content) for line in lines), default=0)
    if width > _WIDEST_WRAP:
        return False
    full = [
        len(line.content) + 1 + len(following.content.split(maxsplit=1)[0]) > width
        for line, following in pairwise(lines)
        if not following.apart
    ]
    return len(full) >= 3 and sum(full) >= 0.8 * len(full)

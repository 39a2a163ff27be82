"""Two texts as one, with what went and what came, word by word. Pure."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"

#: Texts that together have more words and signs than this are compared line by line, and whole if
#: they have more lines than this, too: comparing may take the product of the lengths.
MOST = 4_000

# A word or a sign with the blanks behind it: a changed word is then no three pieces.
_WORD = re.compile(r"(?:\w+(?:[.,’'-]\w+)*|[^\w\s])\s*|\s+")
_END = " "
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Piece(NamedTuple):
    """A run of text that is in both, in the old one only, or in the new one only."""

    kind: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """The two texts as one, with what went and what came."""
    # As if something followed: what stood last is then the same word when more comes after it.
    before, after = _WORD.findall(old + _END), _WORD.findall(new + _END)
    if len(before) + len(after) > MOST:
        before, after = _LINE.findall(old + _END), _LINE.findall(new + _END)
    if len(before) + len(after) > MOST:
        before, after = [old + _END], [new + _END]
    return [piece for piece in _ended(list(_pieces(before, after))) if piece.text]


def _ended(pieces: list[Piece]) -> list[Piece]:
    """Without the blank that was put behind both texts."""
    *others, last = pieces
    if last.kind == SAME or not others:
        return [*others, Piece(last.kind, last.text[:-1])]
    *others, one = others
    if one.kind == SAME:  # its blank, now between the two, belongs to what came or went
        last = Piece(last.kind, _END + last.text)
    return [*others, Piece(one.kind, one.text[:-1]), Piece(last.kind, last.text[:-1])]


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(SAME, "".join(old[a:b]))
            continue
        if a < b:
            yield Piece(GONE, "".join(old[a:b]))
        if c < d:
            yield Piece(NEW, "".join(new[c:d]))

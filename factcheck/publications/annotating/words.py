"""A text's words, as repeats are told by them, with their places. Pure.

Case, accents, punctuation and blanks do not matter, nor what nobody sees (soft hyphens, zero-width
characters). A sign of percent or of money does, and so does a minus; and a figure is one word with
the points and commas in it, which mean something else in each language.
"""

import re
from typing import NamedTuple

from factcheck.matching.terms import fold

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD = re.compile(
    rf"\d+(?:[.,]\d+)+|[\w\u0300-\u036f][\w\u0300-\u036f{_INVISIBLE}]*|[%‰€$£¥]"
    r"|(?<![\w)])[-−–](?=\d)"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]")


class Word(NamedTuple):
    start: int  # code points
    end: int
    norm: str


def words(text: str) -> list[Word]:
    return [
        Word(found.start(), found.end(), _norm(found.group())) for found in _WORD.finditer(text)
    ]


def norms(text: str) -> list[str]:
    return [_norm(word) for word in _WORD.findall(text)]


def _norm(word: str) -> str:
    if word.isascii():
        return word.lower()
    return "-" if word in "−–" else fold(_UNSEEN.sub("", word))

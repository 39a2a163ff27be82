"""Words of a text, with their places. The word lists are cut by the same rule as the texts."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    start: int
    end: int
    norm: str  # lower case, composed, with a straight apostrophe


_LETTERS = r"[\w\u0300-\u036f]+"
# Compounds are one word (États-Unis, peut-être), but "dit-il" and "a-t-il" are verb and pronoun;
# an elision stays with what it is short for: "l'" + "avait", "don'" + "t".
_INVERTED = r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|moi|ce|ci|là)\b"
_WORD = re.compile(rf"{_LETTERS}(?:(?!{_INVERTED})-{_LETTERS})*(?:['’](?=\w))?", re.IGNORECASE)


def words(text: str, start: int, end: int) -> list[Word]:
    return [
        Word(match.start(), match.end(), normal(match.group()))
        for match in _WORD.finditer(text, start, end)
    ]


@lru_cache(maxsize=8192)
def normal(word: str) -> str:
    word = word.lower()
    if word.isascii():
        return word
    return unicodedata.normalize("NFC", word).replace("’", "'")

"""Proper names in a text, as far as capitals tell. Pure."""

import re
from collections.abc import Iterator

from factcheck.matching.terms import stem

_WORD = re.compile(r"[^\W\d_][^\W_]+")
_SENTENCE = re.compile(r"[.!?…:;«»\"“”—|\n]+\s*")
#: In a headline Every Word Has a Capital, and so none tells anything.
_MANY = 0.75
_SHORT = 3


def sentences(text: str) -> Iterator[tuple[list[str], bool]]:
    """The words of each sentence, and whether their capitals tell anything."""
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence)
        long = [word for word in words[1:] if len(word) > _SHORT]
        capitals = sum(word[0].isupper() for word in long)
        yield words, not (len(long) > 3 and capitals > _MANY * len(long))


def names(text: str, language: str) -> frozenset[str]:
    """Their folded stems. Those that begin a sentence are missed, unless they stand elsewhere."""
    primary = language.lower().split("-")[0]
    found = {
        stem(word, primary)
        for words, capitals_tell in sentences(text)
        if capitals_tell
        for word in words[1:]
        if word[0].isupper()
    }
    return frozenset(found - {""})

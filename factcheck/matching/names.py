"""Proper names in a text, as far as capitals tell. Pure."""

import re

from factcheck.matching.terms import stem

_WORD = re.compile(r"[^\W\d_][^\W_]+")
_SENTENCE = re.compile(r"[.!?…:;«»\"“”—|\n]+\s*")
#: In a headline Every Word Has a Capital, and so none tells anything.
_MANY = 0.75
_SHORT = 3


def names(text: str, language: str) -> frozenset[str]:
    """Their folded stems. Those that begin a sentence are missed, unless they stand elsewhere."""
    primary = language.lower().split("-")[0]
    found = set()
    for sentence in _SENTENCE.split(text):
        words = _WORD.findall(sentence)
        long = [word for word in words[1:] if len(word) > _SHORT]
        if long and sum(word[0].isupper() for word in long) > _MANY * len(long) and len(long) > 3:
            continue
        found |= {stem(word, primary) for word in words[1:] if word[0].isupper()}
    return frozenset(found - {""})

"""Names in a sentence: capitals where the language does not ask for one."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from claims.extraction.lexicon import Lexicon
from claims.extraction.sentence import Sentence

_OPENING = '«“"‘‹([—–:…!?.'
_COINED = re.compile(r"\d+[^\W\d_]{4,}|[^\W\d_]+[A-Z]\w*|[^\W\d_]+-?\d+")  # 4chan, LLaMA, Covid-19


class Capital(NamedTuple):
    """Word `at` of a sentence has a capital; `sure` where that makes it a name."""

    at: int
    norm: str
    sure: bool


def capitals(sentence: Sentence) -> list[Capital]:
    if sentence.text.isupper():
        return []  # capitals tell nothing where everything is in capitals
    never = _never(sentence.lexicon)
    return [
        Capital(at, word.norm, _is_sure(sentence, at, written))
        for at, word in enumerate(sentence.words)
        if (written := sentence.text[word.start : word.end]) != word.norm or written[0].isdigit()
        if written[0].isupper() or _COINED.fullmatch(written)
        if word.norm not in never
    ]


def known_names(found: Iterable[Capital]) -> frozenset[str]:
    """Words in capitals within sentences: so they are names where they begin one, too."""
    return frozenset(capital.norm for capital in found if capital.sure)


def names(sentence: Sentence, found: Iterable[Capital], known: frozenset[str]) -> list[str]:
    """In the order of the sentence; words that belong together are one: Hugging Face."""
    starters = sentence.lexicon.words("sentence starters")
    runs: list[list[int]] = []
    for capital in found:
        if not capital.sure and (capital.norm not in known or capital.norm in starters):
            continue
        if runs and _belong_together(sentence, runs[-1][1], capital.at):
            runs[-1][1] = capital.at + 1
        else:
            runs.append([capital.at, capital.at + 1])
    return list(dict.fromkeys(sentence.said(first, last) for first, last in runs))


def _is_sure(sentence: Sentence, at: int, written: str) -> bool:
    return (
        not _begins(sentence, at)
        or _COINED.fullmatch(written) is not None
        or (len(written) >= 2 and written.isupper() and written.isalpha())
    )


def _belong_together(sentence: Sentence, first_end: int, last: int) -> bool:
    """At most two small words, and no sign but a space, stand between two capitals."""
    joining = sentence.lexicon.words("joining words")
    between = sentence.words[first_end:last]
    return (
        len(between) <= 2
        and all(word.norm in joining for word in between)
        and not _parted(sentence, first_end - 1, last)
    )


def _begins(sentence: Sentence, at: int) -> bool:
    """Whether any word would have a capital here."""
    start = sentence.words[at].start
    before = sentence.text[max(0, start - 3) : start].rstrip()
    return at == 0 or before[-1:] in _OPENING


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a sign stands between two words: a comma parts two names."""
    between = sentence.text[sentence.words[first].end : sentence.words[last].start]
    return any(sign in between for sign in ',;:()"«»“”/!?')


@cache
def _never(lexicon: Lexicon) -> frozenset[str]:
    """Words that have capitals without being names of anything to look up."""
    sections = ("months", "weekdays", "forms of address")
    return frozenset[str]().union(*(lexicon.words(section) for section in sections), {"i", "i'"})

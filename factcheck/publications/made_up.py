"""Made-up words, as common and as rare as those of real claims. Pure.

What a search or a match costs depends on how often words occur. In real texts the n-th commonest
word is about a n-th as common as the first (Zipf's law): here, too, with no word in more than a
tenth of the sentences that have six of them, and most words in a handful.
"""

import random
from functools import lru_cache
from math import exp, log

#: So many different words; the commonest ones of a language say nothing, and are left out.
_WORDS, _COMMONEST = 60_000, 8
_SPREAD = log(_WORDS / _COMMONEST)
_SYLLABLES = [
    consonant + vowel
    for consonant in ("b", "ch", "d", "f", "g", "l", "m", "n", "p", "r", "t", "v")
    for vowel in ("a", "e", "i", "o", "u")
]


def words(count: int, chance: random.Random) -> str:
    return " ".join(word(_rank(chance)) for _ in range(count))


def name(chance: random.Random) -> str:
    """Of a place or a person: one capital letter."""
    return word(_rank(chance)).capitalize()


def _rank(chance: random.Random) -> int:
    return int(_COMMONEST * exp(chance.random() * _SPREAD))


@lru_cache(_WORDS)
def word(rank: int) -> str:
    """Two syllables or more, and a consonant that no stemmer takes off."""
    syllables = []
    rank += len(_SYLLABLES)
    while rank:
        rank, syllable = divmod(rank, len(_SYLLABLES))
        syllables.append(_SYLLABLES[syllable])
    return "".join(syllables) + "k"

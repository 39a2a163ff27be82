"""A name that stands where an alike text has another: Paris and Lyon, Macron and Le Pen. Pure.

Said only where it is sure: words that are capitals in both texts, at the same place between words
that are the same, and no abbreviation, alias or other spelling of each other.
"""

from collections.abc import Sequence, Set
from difflib import Match, SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from factcheck.matching.names import sentences
from factcheck.matching.terms import fold
from factcheck.matching.translating import is_listed
from factcheck.matching.words import STOP_WORDS

#: In a longer text names come and go: nothing is sure. Words.
_LONGEST = 60
_MOST = 3  # words of a name
#: Names that are so much alike are two spellings of one: Zelensky, Zelenskyy.
_ONE_SPELLING = 0.8
_BESIDE = """
president senator representative governor minister prime mr mrs ms dr sen rep gov pope king
queen mayor former presidente ministre premier premiere m mme docteur pape senateur maire roi
reine depute ex
"""
_TITLES = frozenset(_BESIDE.split())
_PARTICLES = frozenset({"van", "von", "der", "den", "bin", "ibn", "al", "el", "di", "da", "y"})
_ALIASES = tuple(
    frozenset(names.split("/"))
    for names in (
        "us/usa/america/american/united states/united states america/amerique/etats unis",
        "uk/britain/great britain/british/united kingdom/royaume uni/grande bretagne",
        "covid/coronavirus/sars cov/covid 19",
        "facebook/meta",
        "twitter/x",
        "isis/daesh/islamic state/etat islamique",
    )
)
#: A word that begins a sentence has a capital anyway; with one of these ends it is hardly a name.
_COMMON_ENDS = {
    "en": ("s", "ing", "ment", "tion", "ness", "ity", "ly", "ism"),
    "fr": ("er", "ir", "re", "ment", "tion", "ite", "isme"),
}
#: Nor is one of these.
_BEGINNINGS = frozenset(
    {"certain", "certains", "certaine", "certaines", "plusieurs", "quelques", "beaucoup", "chaque",
     "aucun", "aucune", "many", "several", "nobody", "everybody", "everyone", "today"}
)  # fmt: skip


class Word(NamedTuple):
    key: str  # folded
    text: str
    capital: bool
    first: bool  # of its sentence


@lru_cache(maxsize=5_000)
def in_order(text: str) -> tuple[Word, ...]:
    """The words of a text that `cleaning.clean` has been through."""
    return tuple(
        Word(fold(word), word, capitals_tell and word[0].isupper(), not at)
        for words, capitals_tell in sentences(text)
        for at, word in enumerate(words)
    )


def swapped(here: str, there: str, language: str) -> tuple[str, str] | None:
    """The two names, of two cleaned texts in one language; None where there are none for sure."""
    mine, theirs = in_order(here), in_order(there)
    if not mine or not theirs or max(len(mine), len(theirs)) > _LONGEST:
        return None
    keys, others = [word.key for word in mine], [word.key for word in theirs]
    same = SequenceMatcher(None, keys, others, autojunk=False).get_matching_blocks()
    for before, after in pairwise((Match(0, 0, 0), *same)):
        one = _name(mine[before.a + before.size : after.a], language)
        other = _name(theirs[before.b + before.size : after.b], language)
        if not one or not other or _akin(one, other):
            continue
        if not _met(one, others, language) and not _met(other, keys, language):
            return _said(one), _said(other)
    return None


def _name(block: Sequence[Word], language: str) -> Sequence[Word]:
    """The block, if it is a name and nothing else; empty otherwise."""
    passing = STOP_WORDS.get(language, frozenset())
    while block and _is_beside(block[0], passing):
        block = block[1:]
    while block and _is_beside(block[-1], passing):
        block = block[:-1]
    capitals = [word for word in block if word.capital]
    within = [word for word in block if not word.capital and word.text not in passing | _PARTICLES]
    if not 0 < len(capitals) <= _MOST or within:
        return ()
    if len(capitals) == 1 and capitals[0].first and not _like_a_name(capitals[0], language):
        return ()
    return block


def _is_beside(word: Word, passing: Set[str]) -> bool:
    """Whether it is no part of a name, at either end: a title, an article; but the Le of Le Pen."""
    if word.key in _TITLES:
        return True
    return word.text.lower() in passing and (word.first or not word.capital)


def _like_a_name(word: Word, language: str) -> bool:
    """Though it begins a sentence."""
    ends = _COMMON_ENDS.get(language, ())
    common = not ends or word.key.endswith(ends) or word.key in _BEGINNINGS
    return not common and not is_listed(word.text, language)


def _akin(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Whether they may be the same: an abbreviation, an alias, another spelling."""
    mine, theirs = (" ".join(word.key for word in words) for words in (one, other))
    if any({mine, theirs} <= names for names in _ALIASES):
        return True
    initials = ["".join(word.key[0] for word in words) for words in (one, other)]
    if mine == initials[1] or theirs == initials[0]:
        return True
    return SequenceMatcher(None, mine, theirs).ratio() >= _ONE_SPELLING


def _met(name: Sequence[Word], keys: Sequence[str], language: str) -> bool:
    """Whether the other text has it, too, somewhere else."""
    passing = STOP_WORDS.get(language, frozenset())
    return any(word.key in keys and word.text.lower() not in passing for word in name)


def _said(name: Sequence[Word]) -> str:
    return " ".join(word.text for word in name)

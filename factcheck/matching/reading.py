"""What is read of a text once, whatever it is compared with. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from factcheck.matching import bm25, differences
from factcheck.matching.cleaning import clean
from factcheck.matching.names import names
from factcheck.matching.terms import spelled

#: Words that begin alike are taken for kin.
STEM = 5


class Read(NamedTuple):
    plain: str  # cleaned
    terms: tuple[str, ...]
    language: str  # without region or script
    weights: Mapping[str, float]  # of each term, as BM25 has it
    pairs: frozenset[tuple[str, str]]
    beginnings: frozenset[str]
    names: frozenset[str]
    contents: differences.Contents


@lru_cache(maxsize=20_000)
def read(text: str, language: str) -> Read:
    found = words(text, language)
    return found._replace(
        names=names(found.plain, language),
        contents=differences.contents(found.plain, language),
    )


@lru_cache(maxsize=20_000)
def words(text: str, language: str) -> Read:
    """Its words alone: no names, and nothing that could differ."""
    plain = clean(text)
    terms = tuple(term for term, _word in spelled(plain, language))
    return Read(
        plain,
        terms,
        language.lower().split("-")[0],
        bm25.weights(terms),
        frozenset(pairwise(terms)),
        frozenset(term[:STEM] for term in terms if len(term) >= STEM),
        frozenset(),
        differences.NOTHING,
    )


@lru_cache(maxsize=20_000)
def beside(text: str, language: str, headline: str, its_language: str) -> Read:
    """A claim with the headline of its check, which often says it in other words: the words of
    both, but the claim's own names and contents. A headline that says "No, …" denies nothing."""
    own, other = read(text, language), words(headline, its_language)
    terms = own.terms + other.terms
    return own._replace(
        terms=terms,
        weights=bm25.weights(terms),
        pairs=own.pairs | other.pairs,
        beginnings=own.beginnings | other.beginnings,
    )

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
    language: str  # without region or script
    weights: Mapping[str, float]  # of each term, as BM25 has it
    pairs: frozenset[tuple[str, str]]
    beginnings: frozenset[str]
    names: frozenset[str]
    contents: differences.Contents


@lru_cache(maxsize=20_000)
def read(text: str, language: str) -> Read:
    plain = clean(text)
    terms = [term for term, _word in spelled(plain, language)]
    return Read(
        plain,
        language.lower().split("-")[0],
        bm25.weights(terms),
        frozenset(pairwise(terms)),
        frozenset(term[:STEM] for term in terms if len(term) >= STEM),
        names(plain, language),
        differences.contents(plain, language),
    )

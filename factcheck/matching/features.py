"""What of two texts tells whether they are the same claim, in figures. Pure."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from factcheck.matching import differences
from factcheck.matching.asking import Asked
from factcheck.matching.cleaning import clean
from factcheck.matching.differences import Comparison, Reading
from factcheck.matching.terms import terms_of_clean

#: The idf of a term that the question does not have, so that nobody looked it up.
_USUAL_IDF = 6.0


class Candidate(NamedTuple):
    """What the text may be the same as. `bm25` is its score for the question's terms, `cosine` that
    of the two vectors, or None where one of them is missing."""

    id: object
    text: str
    language: str
    bm25: float
    cosine: float | None = None


class Read(NamedTuple):
    terms: frozenset[str]
    length: int
    reading: Reading


@lru_cache(maxsize=20_000)
def read(text: str, language: str) -> Read:
    plain = clean(text)
    found = list(terms_of_clean(plain, language))
    return Read(frozenset(found), len(found), differences.read(plain, language))


def features(
    asked: Asked, own: Read, candidate: Candidate, idf: Mapping[str, float], self_score: float
) -> tuple[dict[str, float], Comparison]:
    other = read(candidate.text, candidate.language)
    shared = [term for term in asked.terms if term in other.terms]
    mass = sum(idf.get(term, 0.0) for term in own.terms) or 1.0
    common = sum(idf.get(term, 0.0) for term in shared)
    theirs = common + _USUAL_IDF * (len(other.terms) - len(shared))
    comparison = differences.compare(own.reading, other.reading)
    return {
        "lexical": min(1.0, candidate.bm25 / self_score) if self_score else 0.0,
        "covered": min(1.0, common / mass),
        "covers": common / theirs if theirs else 0.0,
        "cosine": candidate.cosine or 0.0,
        "number_differs": float(bool(comparison.count("number"))),
        "denial_differs": float(comparison.count("denied")),
        "direction_differs": float(bool(comparison.count("direction"))),
    }, comparison

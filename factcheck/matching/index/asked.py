"""Which postings are worth reading for a question. Pure.

The texts that say the same share the rarer terms with it. So these are read, rarest first, as far
as the budget goes; of the best texts found that way everything else is looked up. With few texts
that is all postings of all terms: the score is then exactly BM25's, over every text.
"""

from collections.abc import Mapping
from typing import NamedTuple

from factcheck.matching import bm25
from factcheck.matching.asking import Asked
from factcheck.matching.index import hashing

#: Postings that are read for one question, at most. Among a million claims six times as many found
#: no more of the right ones, and cost twice the time.
BUDGET = 10_000


class Term(NamedTuple):
    """A term of a question. `worth` times the weight in a text is what it adds to its score; of its
    postings the newest `read` are read, which may be all of them. The one that stands for all terms
    together is worth nothing."""

    number: int
    worth: float
    read: int
    whole: bool


def idf(asked: Asked, counts: Mapping[int, int], every: int) -> dict[str, float]:
    """How telling each term of the question is among so many texts."""
    return {term: bm25.idf(counts[hashing.number(term)], every) for term in asked.terms}


def plan(
    asked: Asked, counts: Mapping[int, int], idf: Mapping[str, float], budget: int = BUDGET
) -> list[Term]:
    """The terms that some text has, rarest first."""
    rarest = sorted(
        (counts[number], number, idf[term] * times)
        for term, times in asked.terms.items()
        if counts[number := hashing.number(term)]
    )
    planned = []
    for count, number, worth in rarest:
        read = min(count, budget)
        # A count may be of some minutes ago: what has come since is read, too, if it is little.
        planned.append(Term(number, worth, read and read + _MORE, read == count))
        budget -= read
    if asked.own:
        planned.append(Term(hashing.repeat(asked.own), 0.0, 0, False))
    return planned


_MORE = 1_000

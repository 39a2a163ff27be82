"""The terms that a text is looked for by: its own, and what they are in the other language. Pure."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from factcheck.matching import bm25
from factcheck.matching.terms import terms


class Text(NamedTuple):
    """What is said, and a BCP 47 tag of its language."""

    words: str
    language: str


class Asked(NamedTuple):
    """A text that is looked for. The score of a candidate is the sum over `terms` of
    `terms[t] * bm25.idf(df(t), n) * bm25.weight(tf in the candidate, its length)`."""

    text: Text
    #: How much a candidate's term counts: how often it is asked for; less for a translation.
    terms: Mapping[str, float]
    #: The text's own terms in their order.
    own: tuple[str, ...]

    def self_score(self, idf: Mapping[str, float]) -> float:
        """What the text itself would score if it were a candidate."""
        weights = bm25.weights(self.own)
        return sum(self.terms[term] * idf.get(term, 0.0) * w for term, w in weights.items())


def ask(text: Text) -> Asked:
    """`terms` is empty for a text of stop words alone."""
    own = terms(text.words, text.language)
    return Asked(text, {term: float(tf) for term, tf in Counter(own).items()}, tuple(own))

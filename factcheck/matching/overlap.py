"""The words that a candidate shares with the text that is looked for, in either language. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from factcheck.matching import bm25
from factcheck.matching.asking import Asked
from factcheck.matching.reading import STEM, Read
from factcheck.matching.translating import other

#: The idf of a term that was not asked for, so that nobody looked it up.
USUAL_IDF = 6.0


class Question(NamedTuple):
    """A text that is looked for, with what all its candidates in one language are measured by."""

    asked: Asked
    read: Read
    idf: Mapping[str, float]
    foreign: bool
    #: How much each of its own terms tells.
    tells: Mapping[str, float]
    mass: float  # of all of them together
    #: What the text itself would score if it were a candidate.
    self_score: float


class Overlap(NamedTuple):
    score: float  # BM25, of the terms in the candidate's own language
    shared: Mapping[str, float]  # the question's terms, and how much each tells
    #: The candidate's terms that answer one of the question's.
    answered: frozenset[str]

    @property
    def told(self) -> float:
        """How much the question's terms tell that are shared."""
        return sum(self.shared.values())


def question(asked: Asked, read: Read, idf: Mapping[str, float], language: str) -> Question:
    foreign = language.lower().split("-")[0] == other(asked.text.language)
    tells = {term: idf.get(term, 0.0) for term in asked.own}
    if foreign:
        # A word that is rare only because it is foreign tells no more than its translation.
        for term, elsewhere in asked.own.items():
            tells[term] = min(tells[term], *(idf.get(each, 99.0) for each in elsewhere), 99.0)
    mass = sum(tells.values())
    once = bm25.weight(1, len(tells))
    return Question(asked, read, idf, foreign, tells, mass, mass * once)


def overlap(question: Question, candidate: Read) -> Overlap:
    score = 0.0
    shared, answered = {}, set()
    weights = candidate.weights
    for term, elsewhere in question.asked.own.items():
        counts, found = 1.0, term
        if term not in weights:
            hits = (
                [(c, t) for t, c in elsewhere.items() if t in weights] if question.foreign else []
            )
            if not hits:
                continue
            counts, found = max(hits)
        answered.add(found)
        shared[term] = question.tells[term]
        score += counts * question.tells[term] * weights[found]
    return Overlap(score, shared, frozenset(answered))


def covers(common: Overlap, candidate: Read) -> float:
    """How much of the candidate is in the question, by what its words usually tell."""
    return common.told / (
        common.told + USUAL_IDF * (len(candidate.weights) - len(common.answered)) or 1.0
    )


def near(question: Question, shared: Mapping[str, float], candidate: Read) -> float:
    """How much of the question is in the candidate in another form: words that begin alike."""
    return sum(
        tells
        for term, tells in question.tells.items()
        if term not in shared and len(term) >= STEM and term[:STEM] in candidate.beginnings
    )


def unanswered_names(question: Question, candidate: Read) -> tuple[int, int]:
    """Names of the question that the candidate lacks, and the other way round."""
    own, theirs = question.read, candidate
    elsewhere = question.asked.own
    lacks = [
        name
        for name in own.names
        if name not in theirs.weights
        and name[:STEM] not in theirs.beginnings
        and not any(each in theirs.weights for each in elsewhere.get(name, ()))
    ]
    extra = [
        name
        for name in theirs.names
        if name not in question.asked.terms and name[:STEM] not in own.beginnings
    ]
    return len(lacks), len(extra)

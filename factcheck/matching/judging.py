"""How probable it is that two texts are the same claim, and why. Pure; works without numpy."""

from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple

from factcheck.matching.asking import Asked, Text
from factcheck.matching.calibration import calibration
from factcheck.matching.differences import Comparison
from factcheck.matching.features import Field, features
from factcheck.matching.overlap import Question, question
from factcheck.matching.reading import read
from factcheck.matching.reasons import Reason, reasons
from factcheck.matching.wordings import Wordings, wordings

#: Of more candidates only those that score best so far are looked at closely: with 60 of them as
#: many are found (see `docs/matching.md`), and each takes a quarter of a millisecond.
CLOSELY = 20
_SCALE = 40.0  # of a cosine beside a BM25 score


class Candidate(NamedTuple):
    """What the text may be the same as. `bm25` is its score for the question's terms, `cosine` that
    of the two vectors, or None where one of them is missing. `headline` is that of its check."""

    id: object
    text: str
    language: str
    bm25: float
    cosine: float | None = None
    headline: Text | None = None


class Thresholds(NamedTuple):
    """From which probability on a candidate is the same claim, or at least related to it."""

    same: float = 0.5
    related: float = 0.1

    def kind(self, probability: float) -> str:
        if probability >= self.same:
            return "same"
        return "related" if probability >= self.related else "none"


USUAL = Thresholds()


class Judgement(NamedTuple):
    id: object
    probability: float
    #: "same", "related" or "none"
    kind: str
    #: 0 to 1: BM25 against the text's own score; the cosine, or None without vectors.
    lexical: float
    semantic: float | None
    reasons: tuple[Reason, ...]


class _Examined(NamedTuple):
    candidate: Candidate
    question: Question
    wordings: Wordings


def judge(
    asked: Asked,
    candidates: Sequence[Candidate],
    *,
    idf: Mapping[str, float],
    model: str | None = None,
    thresholds: Thresholds = USUAL,
) -> list[Judgement]:
    """The candidates, the most probable first; of very many only the best `CLOSELY`.

    `idf` is that of `asked.terms`, `model` that of the embedder whose cosines the candidates have.
    """
    judged = []
    for candidate, found, comparison in compared(asked, candidates, idf):
        weighing = calibration(None if candidate.cosine is None else model)
        probability = weighing.probability(found)
        judged.append(
            Judgement(
                candidate.id,
                probability,
                thresholds.kind(probability),
                found["lexical"],
                candidate.cosine,
                reasons(found, comparison, weighing),
            )
        )
    return sorted(judged, key=lambda each: -each.probability)


def compared(
    asked: Asked, candidates: Sequence[Candidate], idf: Mapping[str, float]
) -> list[tuple[Candidate, dict[str, float], Comparison]]:
    """The best candidates with their features, which the weights are fitted to."""
    best = nlargest(CLOSELY, candidates, key=lambda c: c.bm25 + _SCALE * (c.cosine or 0.0))
    examined = _examined(asked, best, idf)
    field = _field(examined, sum(candidate.bm25 > 0 for candidate in candidates))
    return [
        (
            each.candidate,
            *features(each.question, each.wordings, each.candidate.cosine, field),
        )
        for each in examined
    ]


def _examined(
    asked: Asked, candidates: Sequence[Candidate], idf: Mapping[str, float]
) -> list[_Examined]:
    own = read(*asked.text)
    questions: dict[str, Question] = {}
    examined = []
    for candidate in candidates:
        if candidate.language not in questions:
            questions[candidate.language] = question(asked, own, idf, candidate.language)
        asking = questions[candidate.language]
        theirs = wordings(asking, Text(candidate.text, candidate.language), candidate.headline)
        examined.append(_Examined(candidate, asking, theirs))
    return examined


def _field(examined: Sequence[_Examined], many: int) -> Field:
    return Field(
        _two_best([each.wordings.overlap.score for each in examined]),
        many,
        _two_best([each.candidate.cosine or 0.0 for each in examined]),
    )


def _two_best(scores: Sequence[float]) -> tuple[float, float]:
    first, second = [*nlargest(2, scores), 0.0, 0.0][:2]
    return first, second

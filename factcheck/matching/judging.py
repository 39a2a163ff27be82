"""How probable it is that two texts are the same claim, and why. Pure; works without numpy."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from factcheck.matching.asking import Asked
from factcheck.matching.calibration import calibration
from factcheck.matching.differences import Comparison
from factcheck.matching.features import Candidate, features, read

#: Of more candidates only those that score best so far are looked at closely.
CLOSELY = 60
_SCALE = 40.0  # of a cosine beside a BM25 score


class Thresholds(NamedTuple):
    """From which probability on a candidate is the same claim, or at least related to it."""

    same: float = 0.5
    related: float = 0.1


class Reason(NamedTuple):
    """Why a probability is not higher (a negative weight) or lower."""

    code: str
    label: str
    weight: float


class Judgement(NamedTuple):
    id: object
    probability: float
    #: "same", "related" or "none"
    kind: str
    #: 0 to 1: BM25 against the text's own score; the cosine, or None without vectors.
    lexical: float
    semantic: float | None
    reasons: tuple[Reason, ...]


def judge(
    asked: Asked,
    candidates: Sequence[Candidate],
    *,
    idf: Mapping[str, float],
    model: str | None = None,
    thresholds: Thresholds = Thresholds(),
) -> list[Judgement]:
    """The candidates, the most probable first; of very many only the best `CLOSELY`.

    `idf` is that of `asked.terms`, `model` that of the embedder whose cosines the candidates have.
    """
    own = read(*asked.text)
    self_score = asked.self_score(idf)
    best = sorted(candidates, key=lambda c: -(c.bm25 + _SCALE * (c.cosine or 0.0)))[:CLOSELY]
    judged = []
    for candidate in best:
        weighing = calibration(model if candidate.cosine is not None else None)
        found, comparison = features(asked, own, candidate, idf, self_score)
        probability = weighing.probability(found)
        judged.append(
            Judgement(
                candidate.id,
                probability,
                _kind(probability, thresholds),
                found["lexical"],
                candidate.cosine,
                _reasons(found, comparison, weighing.weights),
            )
        )
    return sorted(judged, key=lambda each: -each.probability)


def _kind(probability: float, thresholds: Thresholds) -> str:
    if probability >= thresholds.same:
        return "same"
    return "related" if probability >= thresholds.related else "none"


def _reasons(
    found: Mapping[str, float], comparison: Comparison, weights: Mapping[str, float]
) -> tuple[Reason, ...]:
    reasons = []
    for difference in comparison.differences:
        name = {"number": "number_differs", "denied": "denial_differs"}.get(
            difference.code, "direction_differs"
        )
        label = f"{difference.here} here, {difference.there} there"
        reasons.append(Reason(difference.code, label, round(weights.get(name, 0.0), 2)))
    return tuple(reasons)

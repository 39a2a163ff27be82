"""How good the answers are on a set."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from factcheck.matching.calibration import Calibration
from factcheck.matching.fitting.examples import Answered

#: Of texts that nobody has checked, so many at most may be told a claim.
FALSE_HITS = 0.05


#: What each candidate of a text scores.
Scores = Callable[[Answered], Sequence[float]]


def by(weighing: Calibration) -> Scores:
    """How probable each is."""
    return lambda answered: [weighing.probability(found) for found in answered.features]


def by_bm25(answered: Answered) -> Sequence[float]:
    """What a search by words alone would rank by."""
    return answered.bm25


class Figures(NamedTuple):
    texts: int
    map_at_5: float
    #: Share of checked texts answered with the right claim first, at most FALSE_HITS of the
    #: unchecked ones being answered at all.
    not_checked_yet: float
    recall_at_10: float


def figures(answered: Sequence[Answered], score: Scores) -> Figures:
    precision, first, recalled, false = [], [], [], []
    for each in answered:
        scores = np.array(score(each))
        order = np.argsort(-scores, kind="stable")
        if not each.checked:
            false.append(scores[order[0]] if len(scores) else 0.0)
            continue
        right = [each.right[at] for at in order]
        precision.append(_average_precision(right[:5], each.answers))
        recalled.append(any(right[:10]))
        first.append(scores[order[0]] if right and right[0] else -1.0)
    least = float(np.quantile(false, 1 - FALSE_HITS)) if false else 0.0
    return Figures(
        len(precision),
        _mean(precision),
        _mean([score > least for score in first]),
        _mean(recalled),
    )


def told(answered: Sequence[Answered], score: Scores, least: float) -> tuple[float, float]:
    """Of all texts, checked or not, the share that is told a claim, being at least so probable; and
    of these the share that is told the right one."""
    best = [
        max(zip(score(each), each.right, strict=True), default=(0.0, False)) for each in answered
    ]
    was = [right for probability, right in best if probability >= least]
    return len(was) / (len(best) or 1), _mean(was)


class Bin(NamedTuple):
    """Best candidates whose probability lies in a range."""

    low: float
    high: float
    texts: int
    predicted: float
    observed: float


def reliability(answered: Sequence[Answered], weighing: Calibration) -> list[Bin]:
    """How often the best candidate is right, by how probable it was said to be."""
    said, was = [], []
    for each in answered:
        scores = [weighing.probability(found) for found in each.features]
        if scores:
            best = int(np.argmax(scores))
            said.append(scores[best])
            was.append(each.right[best])
    edges = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0000001]
    told, truth = np.array(said), np.array(was)
    bins = []
    for low, high in pairwise(edges):
        inside = (told >= low) & (told < high)
        if inside.any():
            bins.append(
                Bin(low, min(high, 1.0), int(inside.sum()), float(told[inside].mean()),
                    float(truth[inside].mean()))
            )  # fmt: skip
    return bins


def area(right: Sequence[float], wrong: Sequence[float]) -> float:
    """Area under the ROC curve: how often a right one scores above a wrong one."""
    above = sum((r > w) + 0.5 * (r == w) for r in right for w in wrong)
    return above / (len(right) * len(wrong) or 1)


def _average_precision(right: Sequence[bool], answers: int) -> float:
    hits, total = 0, 0.0
    for rank, is_right in enumerate(right, 1):
        if is_right:
            hits += 1
            total += hits / rank
    return total / min(answers, 5)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return float(np.mean(found)) if found else 0.0

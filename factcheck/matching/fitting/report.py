"""What a fit is worth: figures on the held-out halves, as they are printed and kept."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.matching.calibration import Calibration
from factcheck.matching.fitting.figures import area, by, figures, reliability
from factcheck.matching.fitting.fitted import Examples
from factcheck.matching.fitting.sets import LabelledSet
from factcheck.matching.judging import USUAL


def described(labelled: LabelledSet) -> dict[str, Any]:
    return {
        "name": labelled.name,
        "claims_in": labelled.language,
        "asked_in": labelled.asked_in,
        "claims": len(labelled.claims),
        "texts_fitted": len(labelled.train),
        "texts_held_out": len(labelled.held_out),
    }


def of(labelled: LabelledSet, examples: Examples, weighing: Calibration) -> dict[str, Any]:
    """On the half that was not fitted to."""
    found = figures(examples.held_out, by(weighing))
    scores: dict[str, list[float]] = defaultdict(list)
    for each in examples.held_out_contrasts:
        scores[each.kind] += [weighing.probability(features) for features in each.features]
    right = scores.pop("spelling", [])
    return {
        "set": f"{labelled.name} ({labelled.asked_in})",
        "texts": found.texts,
        "map_at_5": round(found.map_at_5, 3),
        "not_checked_yet": round(found.not_checked_yet, 3),
        "recall_at_10": round(found.recall_at_10, 3),
        "same_spelled_otherwise": [len(right), _above(right, USUAL.same)],
        "differs_in": {
            kind: [len(wrong), round(area(right, wrong), 3), _above(wrong, USUAL.same)]
            for kind, wrong in sorted(scores.items())
        },
        "reliability": [
            [each.low, each.high, each.texts, round(each.predicted, 3), round(each.observed, 3)]
            for each in reliability(examples.held_out, weighing)
        ],
    }


def lines(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"{'set':<24}{'texts':>6}{'MAP@5':>8}{'recall@10':>11}{'not checked yet':>17}"
    for each in found:
        yield (
            f"{each['set']:<24}{each['texts']:>6}{each['map_at_5']:>8.3f}"
            f"{each['recall_at_10']:>11.3f}{each['not_checked_yet']:>17.3f}"
        )
    yield f"{'pairs that differ in':<24}{'pairs':>6}{'AUC':>8}{'still same':>12}"
    for each in found:
        for kind, (pairs, auc, above) in each["differs_in"].items():
            yield f"  {kind + ', ' + each['set']:<22}{pairs:>6}{auc:>8.3f}{above:>12.3f}"
        pairs, above = each["same_spelled_otherwise"]
        yield f"  {'nothing, ' + each['set']:<22}{pairs:>6}{'':>8}{above:>12.3f}"


def _above(scores: Sequence[float], least: float) -> float:
    return round(sum(score >= least for score in scores) / len(scores), 3) if scores else 0.0

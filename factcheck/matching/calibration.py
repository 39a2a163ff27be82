"""The weights of the judgement, read from the file that `manage.py fit_matcher` writes. Pure.

A probability must mean the same whatever it was made from. So there is a calibration for every
embedding model that was fitted, one for others (`default`), and one for words alone (`none`).
"""

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("calibration.json")


class Calibration(NamedTuple):
    """A logistic regression: how much each feature says."""

    bias: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        weights = self.weights
        return sigmoid(self.bias + sum(w * features.get(name, 0.0) for name, w in weights.items()))


def calibration(model: str | None) -> Calibration:
    """For vectors of this model, or for none."""
    known = _read()
    return known["none"] if model is None else known.get(model, known["default"])


def sigmoid(score: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, score))))


@cache
def _read() -> dict[str, Calibration]:
    content = json.loads(FILE.read_text("utf-8"))
    return {
        model: Calibration(entry["bias"], entry["weights"])
        for model, entry in content["calibrations"].items()
    }

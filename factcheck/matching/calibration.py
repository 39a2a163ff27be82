"""The weights of the judgement, read from the file that `manage.py fit_matcher` writes. Pure.

A probability must mean the same whatever it was made from. So there is a calibration for words
alone, and one for every embedding model that was fitted. Of a model that was not, the vectors find
candidates, and the words alone say how probable they are.
"""

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from factcheck import whole
from factcheck.errors import Invalid
from factcheck.matching.features import DIFFERENCE, LONE, SUBJECT, SWAPPED

FILE = Path(__file__).with_name("calibration.json")
WORDS_ALONE = "none"


#: Beyond these log-odds more likeness says little: else whoever repeats a sentence word for word,
#: but for its figure, would be past refuting.
_SURE, _BEYOND = 4.0, 0.2


#: What is refuted: alike texts of which one has another number, a denial or the other direction are
#: never the same claim, however sure the weights are of all the rest. But a person wants to see
#: what says another thing of the same, just because it does: the alike ones stay related. Of texts
#: that are less alike (as a long post, which has some "not" of its own) the weights tell.
_REFUTING = tuple(name for name in DIFFERENCE if name != "name_differs")
_ALIKE, _REFUTED, _ABOUT_IT = 0.1, 0.2, 0.15
#: With another name in the place of one they may be related, and keep their order; they are not the
#: same.
_OTHERWISE_NAMED, _ORDERED = 0.4, 0.05


def squeezed(log_odds: float) -> float:
    """Log-odds of likeness as they count; what is more alike still scores higher."""
    return min(log_odds, _SURE + _BEYOND * (log_odds - _SURE))


class Calibration(NamedTuple):
    """Two logistic regressions: how alike two texts are, and what sets them apart."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, features: Mapping[str, float]) -> tuple[float, float]:
        """Of likeness, and what differences add to it."""
        likeness, difference = self.bias, 0.0
        for name, weight in self.weights.items():
            if name in DIFFERENCE:
                difference += weight * features.get(name, 0.0)
            else:
                likeness += weight * features.get(name, 0.0)
        return squeezed(likeness), difference

    def probability(self, features: Mapping[str, float]) -> float:
        likeness, difference = self.log_odds(features)
        found = _logistic(likeness + difference)
        if any(features.get(name, 0.0) for name in (SWAPPED, LONE, SUBJECT)):
            found = min(found, _OTHERWISE_NAMED + _ORDERED * found)
        if any(features.get(name, 0.0) > _ALIKE for name in _REFUTING):
            found = min(max(found, _ABOUT_IT * _logistic(likeness) ** 4), _REFUTED)
        return found


def _logistic(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, log_odds))))


def calibration(model: str | None, file: Path = FILE) -> Calibration:
    """For vectors of this model, if it was fitted; else for words alone."""
    known = _calibrations(file)
    return known.get(model or WORDS_ALONE, known[WORDS_ALONE])


def content(file: Path) -> dict[str, Any]:
    """All of it, with how it was fitted. Raises Invalid for what is no such file."""
    try:
        found: dict[str, Any] = json.loads(file.read_text("utf-8"))
        if WORDS_ALONE not in found["calibrations"]:
            raise ValueError(f"it has no calibration {WORDS_ALONE!r}")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Invalid(
            calibration=f"{file} is no calibration ({error}): write one with fit_matcher."
        ) from None
    return found


def write(file: Path, found: Mapping[str, Any]) -> None:
    """Whole or not at all."""
    whole.write(file, json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    _calibrations.cache_clear()


@cache
def _calibrations(file: Path) -> dict[str, Calibration]:
    return {
        model: Calibration(entry["bias"], entry["weights"])
        for model, entry in content(file)["calibrations"].items()
    }

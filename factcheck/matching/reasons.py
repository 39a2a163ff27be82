"""Why a probability is what it is, in words that a person reads. Pure."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from factcheck.matching.calibration import Calibration
from factcheck.matching.differences import Comparison
from factcheck.matching.features import DIFFERENCE

_FEATURE = {
    "number": "number_differs",
    "denied": "denial_differs",
    "direction": "direction_differs",
    "name": "name_differs",
}


class Reason(NamedTuple):
    #: "words", "meaning", "number", "denied", "direction" or "name"
    code: str
    #: In English, but for the words of the two texts: "3 % here, 5 % there".
    label: str
    #: What it adds to the log-odds of the same claim, or takes from them.
    weight: float


def reasons(
    found: Mapping[str, float], comparison: Comparison, weighing: Calibration
) -> tuple[Reason, ...]:
    """What agrees, by words and by meaning, then what differs."""
    return (*_agreeing(found, weighing), *_differing(found, comparison, weighing))


def _agreeing(found: Mapping[str, float], weighing: Calibration) -> Iterator[Reason]:
    said = {name: weight * found.get(name, 0.0) for name, weight in weighing.weights.items()}
    alike = {name: value for name, value in said.items() if name not in DIFFERENCE}
    meaning = sum(value for name, value in alike.items() if name.startswith("cosine"))
    yield Reason(
        "words", f"{found['lexical']:.0%} of its words", _weight(sum(alike.values()) - meaning)
    )
    if "cosine" in found and meaning:
        yield Reason(
            "meaning", f"{max(0.0, found['cosine']):.0%} alike in meaning", _weight(meaning)
        )


def _differing(
    found: Mapping[str, float], comparison: Comparison, weighing: Calibration
) -> Iterator[Reason]:
    for difference in comparison.differences:
        name = _FEATURE[difference.code]
        weight = weighing.weights.get(name, 0.0) * found[name]
        yield Reason(
            difference.code, f"{difference.here} here, {difference.there} there", _weight(weight)
        )
    if found["name_differs"] and not comparison.count("name"):
        weight = weighing.weights.get("name_differs", 0.0) * found["name_differs"]
        yield Reason("name", "another name", _weight(weight))


def _weight(value: float) -> float:
    return round(value, 2)

"""Where a rating stands between the least and the most true, for a drawing with words to it."""

from typing import Any, NamedTuple

#: A scale with more steps is drawn as a line.
_MOST_STEPS = 11
_GAP = 1.5


class Step(NamedTuple):
    """One step, in hundredths of the drawing's width, as SVG writes numbers."""

    x: str
    width: str
    is_here: bool


class Scale(NamedTuple):
    """A rating's place. `steps` is empty where there are too many; `at` is then the place."""

    value: int
    worst: int
    best: int
    steps: list[Step]
    at: str


def of(rating: dict[str, Any]) -> Scale | None:
    """None for what has no place: a claim that nobody can verify, a number outside of its scale."""
    worst, value, best = (rating[name] for name in ("worst", "value", "best"))
    if rating["canonical"] == "unverifiable" or not worst <= value <= best or worst == best:
        return None
    count = best - worst + 1
    at = f"{98 * (value - worst) / (best - worst):.2f}"
    return Scale(value, worst, best, _steps(count, value - worst), at)


def _steps(count: int, here: int) -> list[Step]:
    if count > _MOST_STEPS:
        return []
    width = (100 + _GAP) / count
    return [
        Step(f"{number * width:.2f}", f"{width - _GAP:.2f}", number == here)
        for number in range(count)
    ]

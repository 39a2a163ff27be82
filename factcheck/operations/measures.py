"""The numbers of a desk. Each room hands in its own; this one knows none of them.

@measure("factcheck_reviews", "Claim reviews, by state.")
def reviews() -> Iterator[Sample]: …
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Sample(NamedTuple):
    value: float
    labels: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Measure:
    """Names and kinds as Prometheus has them; times are seconds."""

    name: str
    help: str
    kind: str
    take: Callable[[], Iterable[Sample]]


_measures: dict[str, Measure] = {}

Taker = Callable[[], Iterable[Sample]]


def measure(name: str, help: str, kind: str = "gauge") -> Callable[[Taker], Taker]:
    """Register what takes it, whenever somebody looks: a statement or two, and no more."""

    def register(take: Taker) -> Taker:
        _measures[name] = Measure(name, help, kind, take)
        return take

    return register


def measures() -> list[Measure]:
    return list(_measures.values())

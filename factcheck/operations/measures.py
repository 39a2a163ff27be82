"""The numbers of a desk. Each room hands in its own; this one knows none of them.

@measure("factcheck_reviews", "Claim reviews, by state.")
def reviews() -> Iterator[Sample]: …

Several that come of the same statement are taken together:

@together(Measure("factcheck_replica_lag_bytes", "…"), Measure("factcheck_replica_up", "…"))
def lag() -> Iterator[tuple[Sample, Sample]]: …
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Sample(NamedTuple):
    value: float
    labels: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Measure:
    """Name and kind as Prometheus has them; times are seconds."""

    name: str
    help: str
    kind: str = "gauge"


#: What takes one measure; and what takes several together, in rows that have a sample of each, or
#: None.
Taker = Callable[[], Iterable[Sample]]
Rows = Callable[[], Iterable[Sequence[Sample | None]]]


@dataclass(frozen=True, slots=True)
class Look:
    """Measures that are taken together."""

    measures: tuple[Measure, ...]
    take: Rows


_looks: dict[str, Look] = {}


def measure(name: str, help: str, kind: str = "gauge") -> Callable[[Taker], Taker]:
    """Register what takes it, whenever somebody looks: a statement or two, and no more."""

    def register(take: Taker) -> Taker:
        together(Measure(name, help, kind))(lambda: ((sample,) for sample in take()))
        return take

    return register


def together(*measures: Measure) -> Callable[[Rows], Rows]:
    """The same for several: what takes them yields a sample of each, in their order."""

    def register(take: Rows) -> Rows:
        _looks[measures[0].name] = Look(measures, take)
        return take

    return register


def looks() -> list[Look]:
    return list(_looks.values())

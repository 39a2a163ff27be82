"""What an extractor finds: a passage, how much it deserves a check, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One signed contribution to a score; the weights of all of them make it (see `ranking`)."""

    code: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that states something. Offsets count the Unicode code points of the text."""

    start: int
    end: int
    exact: str
    score: float
    reasons: tuple[Reason, ...]
    extractor: str
    version: str

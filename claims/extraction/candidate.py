"""What an extractor finds: a passage, what it claims, who says so, how much it deserves a check."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Speech(StrEnum):
    """In whose voice a passage speaks."""

    DIRECT = "direct"  # somebody's own words, in quotes
    REPORTED = "reported"  # somebody's, in the author's words: "selon", "said that"
    OWN = "own"  # the author's


class Precision(StrEnum):
    """How much of a date is known; what is not is its first day or month."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Reason:
    """One signed contribution to a score; the weights of all of them make it (see `ranking`)."""

    code: str
    label: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A passage that states something. Offsets count the Unicode code points of the text.

    `quote` is `text[start:end]`; `claim` says it in a sentence that stands by itself, "" where
    the quote does. `claimant` is who says it, in the text's words at `claimant_span`, told by the
    words `cue`; blank where the text does not say. `claim_date` is when it was said.
    """

    start: int
    end: int
    quote: str
    claim: str = ""
    claimant: str = ""
    claimant_span: tuple[int, int] | None = None
    cue: str = ""
    speech: Speech = Speech.OWN
    claim_date: date | None = None
    precision: Precision | None = None
    score: float
    reasons: tuple[Reason, ...]
    extractor: str
    version: str

    @property
    def by(self) -> str:
        """Who found it, as it is kept with the claim."""
        return f"{self.extractor}-{self.version}"


class Found(list[Candidate]):
    """Candidates, best first, from an extractor that has more to tell than these.

    `named` is how many passages it was offered, and `dropped` counts what it left out of them, by
    code. `trouble` is a code, with a `detail` for people, where it could not do its part and others
    stood in. The codes are put into words by `claims.outcomes`. `by` is who was at work: unless it
    is given, whoever found the best.
    """

    def __init__(
        self,
        candidates: Iterable[Candidate] = (),
        *,
        by: str = "",
        named: int = 0,
        dropped: Mapping[str, int] | None = None,
        trouble: str = "",
        detail: str = "",
    ) -> None:
        super().__init__(candidates)
        self.by = by or (self[0].by if self else "")
        self.named = named
        self.dropped = Counter(dropped or {})
        self.trouble, self.detail = trouble, detail

"""What may be the same claim, on a claim's own page, and which of the two would keep the other.

Nothing is merged by itself: a person reads both, and presses.
"""

from typing import Any, NamedTuple

from claims.matching import neighbours
from claims.matching.similar import Similar
from claims.models import Claim
from claims.workflow import TRIAGE, State


class Near(NamedTuple):
    """Another claim. Where they may be merged, `merged` is the one that goes into the other, and
    `into` the one that takes over."""

    similar: Similar
    merged: Claim | None = None
    into: Claim | None = None

    @property
    def takes_over(self) -> bool:
        """Whether it is the other one that stays."""
        return self.into == self.similar.claim


def context(claim: Claim, *, may_merge: bool) -> dict[str, Any]:
    """What the page's panel shows."""
    found = neighbours.of(claim)
    return {"found": found, "near": [_near(claim, each, may_merge) for each in found.claims]}


def _near(claim: Claim, similar: Similar, may_merge: bool) -> Near:
    other, live = similar.claim, TRIAGE["merge"].sources
    if not may_merge or claim.status not in live or other.status not in live:
        return Near(similar)
    # The work that was begun goes on: what nobody has taken up yet goes into what is accepted.
    if claim.status == State.ACCEPTED and other.status == State.SUGGESTED:
        return Near(similar, merged=other, into=claim)
    return Near(similar, merged=claim, into=other)

"""What a claim is shown beside: has it been met, or even answered, before?"""

from typing import NamedTuple, cast

from claims.announcements import neighbours_wanted
from claims.matching.similar import Similar, similar_to
from claims.matching.telling import Told
from claims.models import Claim
from factcheck.matching.index import TookTooLong

_MOST = 5


class Verdict(NamedTuple):
    """A published verdict on the same, or on much the same, as the room that knows verdicts tells
    it."""

    claim: str
    language: str
    rating: str
    headline: str
    address: str
    told: Told


class Neighbours(NamedTuple):
    claims: list[Similar]
    verdicts: list[Verdict]
    #: Why nobody looked, for once.
    failure: str = ""


def of(claim: Claim) -> Neighbours:
    """At most a handful of each. Other rooms answer `neighbours_wanted`; nobody has to."""
    try:
        answers = neighbours_wanted.send(sender=Claim, claim=claim)
        verdicts: list[Verdict] = []
        for _listener, answer in answers:
            verdicts += cast(list[Verdict], answer)
        return Neighbours(similar_to(claim, _MOST), verdicts[:_MOST])
    except TookTooLong as late:  # a claim can be decided without it
        return Neighbours([], [], str(late))

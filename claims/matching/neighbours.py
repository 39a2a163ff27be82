"""What a claim is shown beside: has it been met, or even answered, before?"""

from typing import NamedTuple, cast

from claims.announcements import neighbours_wanted
from claims.matching.similar import Similar, similar_to
from claims.matching.telling import shared, telling
from claims.models import Claim

_MOST = 5


class Verdict(NamedTuple):
    """A published verdict on much the same, as the room that knows verdicts tells it."""

    claim: str
    language: str
    rating: str
    headline: str
    address: str
    shared: list[str]


class Neighbours(NamedTuple):
    claims: list[Similar]
    verdicts: list[Verdict]


def of(claim: Claim) -> Neighbours:
    """At most a handful of each. Other rooms answer `neighbours_wanted`; nobody has to."""
    answers = neighbours_wanted.send(sender=Claim, claim=claim)
    verdicts: list[Verdict] = []
    for _listener, answer in answers:
        verdicts += cast(list[Verdict], answer)
    return Neighbours(similar_to(claim, _MOST), verdicts[:_MOST])


def verdict(
    claim: Claim, *, text: str, language: str, rating: str, headline: str, address: str
) -> Verdict:
    """A verdict beside a claim, with the words that the two share."""
    common = shared(telling(claim.text), f"{text} {headline}")
    return Verdict(text, language, rating, headline, address, common)

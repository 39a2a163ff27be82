"""What a claim is shown beside: has it been met, or even answered, before?"""

from typing import NamedTuple, cast

from claims.announcements import neighbours_wanted
from claims.matching.similar import Similar, similar_to
from claims.matching.telling import Told, tell
from claims.models import Claim
from factcheck.elsewhere.matching import asking
from factcheck.elsewhere.models import ImportedReview
from factcheck.matching.asking import Text
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


class Elsewhere(NamedTuple):
    """What another desk found on the same, or on much the same: theirs, not ours."""

    review: ImportedReview
    told: Told


class Neighbours(NamedTuple):
    claims: list[Similar]
    verdicts: list[Verdict]
    elsewhere: list[Elsewhere]
    #: Why nobody looked, for once.
    failure: str = ""


def of(claim: Claim) -> Neighbours:
    """At most a handful of each. Other rooms answer `neighbours_wanted`; nobody has to."""
    try:
        answers = neighbours_wanted.send(sender=Claim, claim=claim)
        verdicts: list[Verdict] = []
        for _listener, answer in answers:
            verdicts += cast(list[Verdict], answer)
        others = checked_elsewhere(claim.text, claim.language)
        return Neighbours(similar_to(claim, _MOST), verdicts[:_MOST], others)
    except TookTooLong as late:  # a claim can be decided without it
        return Neighbours([], [], [], str(late))


def checked_elsewhere(text: str, language: str) -> list[Elsewhere]:
    """At most a handful, in any language, the most probable first. Raises TookTooLong."""
    if not text.strip():
        return []
    [found] = asking.matches([Text(text, language)], _MOST)
    return [Elsewhere(match.review, tell(match.judgement)) for match in found]

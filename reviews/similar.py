"""Published verdicts on the same claim, or a related one: has somebody answered this already?"""

from typing import NamedTuple

from claims.matching.neighbours import Elsewhere, checked_elsewhere
from claims.matching.telling import Told, tell
from factcheck.matching.asking import Text
from factcheck.matching.index import TookTooLong
from factcheck.publications import matching
from factcheck.publications.matching.asking import Match
from reviews.models import ClaimReview


class Similar(NamedTuple):
    verdict: Match
    told: Told


class Found(NamedTuple):
    """`failure` says why nobody looked, for once."""

    verdicts: list[Similar]
    elsewhere: list[Elsewhere]
    failure: str = ""


def to(text: str, language: str, *, excluding: ClaimReview | None = None) -> list[Similar]:
    """At most five, in any language, the most probable first; `excluding` leaves its own verdict
    out. Raises TookTooLong."""
    if not text.strip():
        return []
    own = [excluding.uid] if excluding else []
    [found] = matching.matches([Text(text, language)], excluding=own)
    return [Similar(match, tell(match.judgement)) for match in found]


def beside(review: ClaimReview) -> Found:
    """What a review is shown beside."""
    try:
        claim = review.claim
        verdicts = to(claim.text, claim.language, excluding=review)
        return Found(verdicts, checked_elsewhere(claim.text, claim.language))
    except TookTooLong as late:  # a review can be written without it
        return Found([], [], str(late))

"""Claims of the desk that say the same, or are related, whatever became of them."""

from typing import NamedTuple

from claims.matching.index import INDEX
from claims.matching.telling import Told, tell
from claims.models import Claim
from claims.workflow import TRIAGE
from factcheck.matching.asking import Text


class Similar(NamedTuple):
    claim: Claim
    told: Told

    @property
    def may_take_over(self) -> bool:
        """Whether another claim can be merged into it."""
        return self.claim.status in TRIAGE["merge"].sources


def similar_to(claim: Claim, most: int = 5) -> list[Similar]:
    """At most `most` other claims, in any language, the most probable first. Raises TookTooLong."""
    if not claim.text.strip():
        return []
    [judged] = INDEX.match([Text(claim.text, claim.language)], most, excluding=[claim.pk])
    rows = Claim.objects.only("text", "language", "status", "version").in_bulk(
        [each.id for each in judged]
    )
    return [Similar(rows[each.id], tell(each)) for each in judged if each.id in rows]

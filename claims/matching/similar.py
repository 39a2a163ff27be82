"""Claims of the desk that share their telling words, whatever became of them."""

from itertools import combinations
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import F

from claims.matching import telling
from claims.models import Claim
from claims.workflow import TRIAGE

#: So many words are looked up: the index's work grows with their pairs (at 100,000 claims, whose
#: commonest words stood in a tenth of them, four took 15 ms and six 48).
_LOOKED_UP = 4
#: So many claims that share two of them are compared, the newest ones.
_COMPARED = 60


class Similar(NamedTuple):
    claim: Claim
    shared: list[str]  # words of the claim that was asked about

    @property
    def may_take_over(self) -> bool:
        """Whether another claim can be merged into it."""
        return self.claim.status in TRIAGE["merge"].sources


def similar_to(claim: Claim, most: int = 5) -> list[Similar]:
    """At most `most` other claims in its language, the most alike first."""
    wanted = telling.telling(claim.text)
    if not wanted:
        return []
    rows = (
        Claim.objects.alias(said=SearchVector("text", config="simple"))
        .filter(said=SearchQuery(_query(wanted[:_LOOKED_UP]), search_type="raw", config="simple"))
        .filter(language=claim.language)
        .exclude(pk=claim.pk)
        .only("text", "status")
        .order_by(-F("id"))  # no index: the words' own finds few rows, the newest first
    )
    found = [Similar(row, telling.shared(wanted, row.text)) for row in rows[:_COMPARED]]
    near = [each for each in found if telling.enough(wanted, each.shared)]
    return sorted(near, key=lambda each: -len(each.shared))[:most]


def _query(wanted: list[str]) -> str:
    """Any two of the words, in any form. They are letters and digits alone (see `telling`)."""
    forms = list(dict.fromkeys(f"{telling.stem(word)}:*" for word in wanted))
    pairs = [" & ".join(pair) for pair in combinations(forms, 2)]
    return " | ".join(pairs or forms)

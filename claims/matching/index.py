"""The desk's index of claims, kept by the verbs in their own transactions."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from claims.models import Claim, MatchCommonness, MatchItem, MatchPosting, MatchVector
from claims.workflow import State
from factcheck.matching.asking import Text
from factcheck.matching.index import Entry, Index
from factcheck.matching.index.entries import entry
from factcheck.matching.index.sides import Batch

INDEX = Index(MatchItem, MatchPosting, MatchCommonness, MatchVector)


def of(claim: Claim) -> Entry | None:
    """Whatever became of it, it can be met again; but instead of a duplicate, what it was merged
    into."""
    if claim.status == State.DUPLICATE:
        return None
    return entry(claim.pk, Text(claim.text, claim.language))


def keep(claims: Iterable[Claim]) -> None:
    """Find these as they are now."""
    INDEX.keep({claim.pk: of(claim) for claim in claims})


def add(claims: Iterable[Claim]) -> None:
    """Find these, which are new."""
    INDEX.put([entry for entry in map(of, claims) if entry])


def after(last: Any, count: int) -> Batch:
    """The next claims, locked against the verbs."""
    claims = _locked() if last is None else _locked().filter(pk__gt=last)
    return {claim.pk: of(claim) for claim in claims[:count]}


def these(numbers: Collection[Any]) -> Batch:
    """Just these, locked in the same way."""
    return {claim.pk: of(claim) for claim in _locked().filter(pk__in=numbers)}


def _locked() -> QuerySet[Claim]:
    return Claim.objects.order_by("pk").select_for_update(of=("self",), no_key=True)

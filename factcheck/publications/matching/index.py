"""The record's index, and what a head is found by in it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import orjson
from django.db.models import QuerySet

from factcheck.matching.asking import Text
from factcheck.matching.index import Entry, Index
from factcheck.matching.index.entries import entry
from factcheck.matching.index.sides import Batch
from factcheck.publications.annotating import prints
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.matching.tables import (
    MatchCommonness,
    MatchItem,
    MatchPosting,
    MatchVector,
)
from factcheck.publications.models import PublishedClaim

INDEX = Index(MatchItem, MatchPosting, MatchCommonness, MatchVector)


def of(head: PublishedClaim) -> Entry | None:
    """By the claim, and by the headline, which often says it in other words; and by what finds it
    where its words are repeated. None for a withdrawn verdict."""
    if head.status == WITHDRAWN:
        return None
    document: dict[str, Any] = orjson.loads(head.body)
    claim = document["claim"]
    found = entry(
        head.pk,
        Text(claim["text"], claim["language"]),
        headline=Text(document["headline"], document["language"]),
    )
    return replace(found, terms=found.terms | prints.of(document))


def store(heads: Iterable[PublishedClaim]) -> None:
    """Keep what these heads are found by, instead of what was kept of the version before."""
    made = {head: of(head) for head in heads}
    INDEX.remove([head.pk for head in made if head.version > 1])
    INDEX.put([entry for entry in made.values() if entry])


def after(last: Any, count: int) -> Batch:
    """The next heads, locked against the record's writer."""
    heads = _locked() if last is None else _locked().filter(pk__gt=last)
    return {head.pk: of(head) for head in heads[:count]}


def these(verdicts: Collection[Any]) -> Batch:
    """Just these, locked in the same way."""
    return {head.pk: of(head) for head in _locked().filter(pk__in=verdicts)}


def _locked() -> QuerySet[PublishedClaim]:
    return PublishedClaim.objects.order_by("pk").select_for_update(of=("self",), no_key=True)

"""The verdicts that say the same, with their documents."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast
from uuid import UUID

import orjson

from factcheck.matching.asking import Text
from factcheck.matching.judging import Judgement
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.matching.index import INDEX
from factcheck.publications.models import PublishedClaim


class Match(NamedTuple):
    """A verdict that stands, as a list shows it, and why it is there."""

    judgement: Judgement
    id: UUID
    claim: str
    language: str
    headline: str
    rating: str  # the desk's label, in the verdict's language
    canonical: str
    published_at: datetime  # first published


class Told(NamedTuple):
    """A verdict that stands, as its document says it, and why it is there."""

    judgement: Judgement
    document: dict[str, Any]


class Answer(NamedTuple):
    """For each text, in order, the most probable first. `semantic`: meanings were compared, too."""

    told: list[list[Told]]
    semantic: bool


def answer(
    texts: Sequence[Text],
    limit: int = 5,
    *,
    same: bool = False,
    excluding: Collection[UUID] = (),
) -> Answer:
    """At most `limit` verdicts for each text, of `same` those alone that say the same; `excluding`
    leaves some out.

    Three statements, and two more for every twenty texts beyond the first. Raises Invalid for a
    blank text, and TookTooLong.
    """
    answer = INDEX.answer(texts, limit, excluding=excluding)
    judged = [
        [each for each in found if each.kind == "same" or not same] for found in answer.judgements
    ]
    known = documents({cast(UUID, each.id) for found in judged for each in found})
    told = [
        [Told(each, document) for each in found if (document := known.get(cast(UUID, each.id)))]
        for found in judged
    ]
    return Answer(told, answer.semantic)


def documents(ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The documents of those that stand. One statement, or none."""
    if not ids:
        return {}
    standing = PublishedClaim.objects.filter(pk__in=ids).exclude(status=WITHDRAWN)
    return {id: orjson.loads(body) for id, body in standing.values_list("pk", "body")}


def matches(
    texts: Sequence[Text], limit: int = 5, *, excluding: Collection[UUID] = ()
) -> list[list[Match]]:
    """The same, with what a list shows of each verdict."""
    told = answer(texts, limit, excluding=excluding).told
    return [[_match(*each) for each in found] for found in told]


def _match(judgement: Judgement, document: dict[str, Any]) -> Match:
    return Match(
        judgement,
        UUID(document["id"]),
        document["claim"]["text"],
        document["language"],
        document["headline"],
        document["rating"]["label"],
        document["rating"]["canonical"],
        datetime.fromisoformat(document["first_published_at"]),
    )

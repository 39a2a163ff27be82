"""The verdicts that say the same, with what a person is shown of them."""

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


def matches(
    texts: Sequence[Text], limit: int = 5, *, excluding: Collection[UUID] = ()
) -> list[list[Match]]:
    """At most `limit` verdicts for each text, the most probable first; `excluding` leaves some out.

    Three statements, however many texts. Raises Invalid for a blank text, and TookTooLong.
    """
    judged = INDEX.match(texts, limit, excluding=excluding)
    wanted = {cast(UUID, each.id) for found in judged for each in found}
    standing = PublishedClaim.objects.filter(pk__in=wanted).exclude(status=WITHDRAWN)
    bodies: dict[object, Any] = dict(standing.values_list("pk", "body")) if wanted else {}
    return [
        [_match(each, bodies[each.id]) for each in found if each.id in bodies] for found in judged
    ]


def _match(judgement: Judgement, body: Any) -> Match:
    document = orjson.loads(bytes(body))
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

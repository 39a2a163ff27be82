"""Reading the record for the pages of people: a statement or two each, however large it is."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from factcheck.publications.replica import rows as run


class Shown(NamedTuple):
    """A verdict with what its page leads to."""

    content_hash: str
    updated_at: datetime
    body: bytes
    #: Verdicts on the same claim that stand in other languages: (language, id).
    others: list[tuple[str, str]]
    #: Whether there ever was another one: the page then changes with more than its own verdict.
    alone: bool


def shown(id: UUID) -> Shown | None:
    """A verdict as it stands, or its tombstone."""
    rows = run(
        "SELECT h.content_hash, h.updated_at, h.body, ARRAY("
        "  SELECT o.language || ' ' || o.id FROM publications_publishedclaim o"
        "   WHERE o.claim_uid = h.claim_uid AND o.language <> h.language"
        "     AND o.status <> 'withdrawn' ORDER BY 1"
        " ), NOT EXISTS (SELECT FROM publications_publishedclaim o"
        "   WHERE o.claim_uid = h.claim_uid AND o.id <> h.id)"
        " FROM publications_publishedclaim h WHERE h.id = %s",
        [id],
    )
    if not rows:
        return None
    content_hash, updated_at, body, others, alone = rows[0]
    pairs = [(language, other) for language, other in map(str.split, others)]
    return Shown(content_hash, updated_at, body, pairs, alone)


def versions(id: UUID, numbers: list[int]) -> list[bytes]:
    """The documents of these versions of a verdict, in their order."""
    rows = run(
        "SELECT body FROM publications_publication WHERE verdict = %s AND version = ANY(%s)"
        " ORDER BY version",
        [id, numbers],
    )
    return [body for (body,) in rows]


def rated() -> list[bytes]:
    """The newest verdict of each rating that was ever given and stands: one look each."""
    rows = run(
        "WITH RECURSIVE given AS ("
        " SELECT min(rating_code) AS code FROM publications_publishedclaim WHERE rating_code > ''"
        " UNION ALL SELECT (SELECT min(h.rating_code) FROM publications_publishedclaim h"
        "  WHERE h.rating_code > given.code) FROM given WHERE given.code IS NOT NULL"
        ") SELECT newest.body FROM given CROSS JOIN LATERAL ("
        "  SELECT body FROM publications_publishedclaim WHERE rating_code = given.code"
        "  ORDER BY first_published_at DESC, id DESC LIMIT 1) newest",
        [],
    )
    return [body for (body,) in rows]


class Parcel(NamedTuple):
    """A page of the sitemap: its number, and when anything in it changed last."""

    number: int
    changed_at: datetime


def parcels(each: int) -> list[Parcel]:
    """The verdicts that stand in parcels by the number of their latest publication, at most `each`.

    What is corrected moves to the last one: the others stay as they are, but for what left them.
    """
    rows = run(
        "SELECT number, newest.updated_at FROM (SELECT %s::bigint AS each) parcels"
        " CROSS JOIN generate_series(0,"
        "  (SELECT max(publication_id) FROM publications_publishedclaim) / each) AS number"
        " CROSS JOIN LATERAL (SELECT updated_at FROM publications_publishedclaim"
        "  WHERE publication_id >= number * each AND publication_id < (number + 1) * each"
        "   AND status <> 'withdrawn' ORDER BY publication_id DESC LIMIT 1) newest ORDER BY number",
        [each],
    )
    return [Parcel(*row) for row in rows]


def parcel(number: int, each: int) -> list[tuple[str, str]]:
    """The verdicts of a parcel: (id, when it changed last), as texts: made of thousands of rows,
    those take a fifth of the time that objects do."""
    return run(
        "SELECT id::text, to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        " FROM publications_publishedclaim"
        " WHERE publication_id >= %s AND publication_id < %s AND status <> 'withdrawn'"
        " ORDER BY publication_id",
        [number * each, (number + 1) * each],
    )

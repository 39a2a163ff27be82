"""Reading the record for the pages of people: a statement or two each, however large it is."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from factcheck.publications.document import CORRECTED, WITHDRAWN
from factcheck.publications.queries import django_rows

_LARGEST = 2**63 - 1


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
    rows = django_rows(
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
    rows = django_rows(
        "SELECT body FROM publications_publication WHERE verdict = %s AND version = ANY(%s)"
        " ORDER BY version",
        [id, numbers],
    )
    return [body for (body,) in rows]


class Corrected(NamedTuple):
    """A correction or a withdrawal. Of what is withdrawn by now there are no documents."""

    number: int
    verdict: UUID
    version: int
    kind: str
    published_at: datetime
    language: str
    reason: str
    successor: UUID | None
    #: What the verdict's head says now: a later withdrawal takes back what is repeated here.
    stands: bool
    content_hash: str
    body: bytes | None
    body_before: bytes | None


def corrections(limit: int, before: int | None = None) -> list[Corrected]:
    """Corrections and withdrawals, the newest first; those before a number where it is given."""
    # Each kind from the end of its own part of the index: together they would be sorted.
    kinds = " UNION ALL ".join(
        "(SELECT * FROM publications_publication"  # noqa: S608 - our own words
        f" WHERE kind = '{kind}' AND id < %s ORDER BY id DESC LIMIT %s)"
        for kind in (CORRECTED, WITHDRAWN)
    )
    end = before if before is not None else _LARGEST
    rows = django_rows(
        "SELECT p.id, p.verdict, p.version, p.kind, p.published_at, p.language,"  # noqa: S608
        " p.withdrawal_reason, p.successor, h.status <> 'withdrawn', h.content_hash,"
        " CASE WHEN h.status <> 'withdrawn' THEN p.body END,"
        " CASE WHEN h.status <> 'withdrawn' THEN b.body END"
        f" FROM ({kinds} ORDER BY id DESC LIMIT %s) p"
        " JOIN publications_publishedclaim h ON h.id = p.verdict"
        " JOIN publications_publication b ON b.verdict = p.verdict AND b.version = p.version - 1"
        " ORDER BY p.id DESC",
        [end, limit, end, limit, limit],
    )
    return [Corrected(*row) for row in rows]


def rated() -> list[bytes]:
    """The newest verdict of each rating that was ever given and stands: one look each."""
    rows = django_rows(
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

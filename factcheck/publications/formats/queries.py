"""Reading the record for the public formats: what was said until a certain publication, in batches.

Statements are put together from this file's own words; values travel as parameters.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from factcheck.publications import replica
from factcheck.publications.document import CORRECTED, WITHDRAWN
from factcheck.publications.statements import on_primary

# ruff: noqa: S608 - see above

_BATCH = 500
_LARGEST = 2**63 - 1


class Said(NamedTuple):
    """A verdict as it stood: its place in the order, and its document."""

    first_published_at: datetime
    id: UUID
    body: bytes


class Latest(NamedTuple):
    """A verdict by its last change."""

    content_hash: str
    updated_at: datetime
    body: bytes


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


class Feed(NamedTuple):
    """The record as a whole: its epoch, its last publication, and when that was."""

    epoch: str
    last: int
    changed_at: datetime


def feed() -> Feed:
    """Where the record stands; before the first publication, the time is the epoch's beginning."""
    rows = on_primary(
        "SELECT e.token, coalesce(f.sequence, 0), coalesce(p.published_at, e.started_at)"
        " FROM (SELECT token, started_at FROM publications_epoch ORDER BY number DESC LIMIT 1) e"
        " LEFT JOIN (SELECT sequence, publication_id FROM publications_feedentry"
        "  ORDER BY sequence DESC LIMIT 1) f ON true"
        " LEFT JOIN publications_publication p ON p.id = f.publication_id",
        [],
    )
    return Feed(*rows[0])


def said_until(sequence: int, *, withdrawn: bool = False) -> Iterator[Said]:
    """Every verdict as it stood after that publication, newest first; tombstones where asked for.

    Always the same for the same number, however long a reader takes and whatever is published
    meanwhile. Between two batches no connection is held: a slow reader costs nobody anything.
    """
    after: tuple[datetime, UUID] | None = None
    while batch := _batch(sequence, after, withdrawn=withdrawn):
        after = batch[-1].first_published_at, batch[-1].id
        yield from batch


def latest(limit: int, language: str | None = None) -> list[Latest]:
    """The verdicts that changed last, withdrawn ones too, the last first."""
    condition, values = ("WHERE language = %s", [language]) if language else ("", [])
    rows = replica.rows(
        f"SELECT content_hash, updated_at, body FROM publications_publishedclaim {condition}"
        " ORDER BY updated_at DESC, id DESC LIMIT %s",
        [*values, limit],
    )
    return [Latest(*row) for row in rows]


def corrections(limit: int, before: int | None = None) -> list[Corrected]:
    """Corrections and withdrawals, the newest first; those before a number where it is given."""
    # Each kind from the end of its own part of the index: together they would be sorted.
    kinds = " UNION ALL ".join(
        "(SELECT * FROM publications_publication"
        f" WHERE kind = '{kind}' AND id < %s ORDER BY id DESC LIMIT %s)"
        for kind in (CORRECTED, WITHDRAWN)
    )
    end = before if before is not None else _LARGEST
    rows = replica.rows(
        "SELECT p.id, p.verdict, p.version, p.kind, p.published_at, p.language,"
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


def languages() -> list[str]:
    """The languages that there are heads in: one step through the index for each."""
    rows = replica.rows(
        "WITH RECURSIVE found AS ("
        " SELECT min(language) AS language FROM publications_publishedclaim"
        " UNION ALL SELECT (SELECT min(h.language) FROM publications_publishedclaim h"
        "  WHERE h.language > found.language) FROM found WHERE found.language IS NOT NULL"
        ") SELECT language FROM found WHERE language IS NOT NULL",
        [],
    )
    return [language for (language,) in rows]


def _batch(sequence: int, after: tuple[datetime, UUID] | None, *, withdrawn: bool) -> list[Said]:
    place = "(h.first_published_at, h.id) < (%s, %s)" if after else "true"
    standing = "true" if withdrawn else "said.kind <> 'withdrawn'"
    rows = on_primary(
        "SELECT h.first_published_at, h.id, said.body FROM publications_publishedclaim h"
        " CROSS JOIN LATERAL ("
        "  SELECT p.kind, p.body FROM publications_publication p"
        "  JOIN publications_feedentry f ON f.publication_id = p.id"
        "  WHERE p.verdict = h.id AND f.sequence <= %s ORDER BY p.version DESC LIMIT 1"
        f" ) said WHERE {place} AND {standing}"
        " ORDER BY h.first_published_at DESC, h.id DESC LIMIT %s",
        [sequence, *(after or ()), _BATCH],
    )
    if not connection.in_atomic_block:
        connection.close()
    return [Said(*row) for row in rows]

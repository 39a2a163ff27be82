"""Reading the public record: stored bytes and the few columns around them, in one statement each.

Documents are never parsed here. The SQL is put together from this file's own words; values travel
as parameters. Each takes `rows`, which runs a statement: by default what stands where `replica`
says, and the change feed on the primary.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from factcheck.publications import replica
from factcheck.publications.models import UNKNOWN_DATE
from factcheck.publications.statements import Rows, on_primary

# ruff: noqa: S608 - see above


class Head(NamedTuple):
    """A verdict as it stands. `body` is None where only its hash was asked for."""

    content_hash: str
    updated_at: datetime
    body: bytes | None


#: A verdict on a page of a list: its content hash and its body, None where only hashes were asked
#: for. A bare pair, since to make an object of each of fifty costs as much as to read them.
Listed = tuple[str, bytes | None]


class Version(NamedTuple):
    """One publication of a verdict, without its document."""

    version: int
    kind: str
    published_at: datetime
    correction_note: str
    withdrawal_reason: str
    successor: UUID | None
    content_hash: str
    previous_hash: str


class Change(NamedTuple):
    """One entry of the change feed."""

    sequence: int
    kind: str
    verdict: UUID
    version: int
    published_at: datetime
    body: bytes


class Feed(NamedTuple):
    """Where the change feed stands now. `last` is 0 while nothing is published."""

    epoch: str
    last: int


_CLAIMED = f"coalesce(claimed_on, '{UNKNOWN_DATE}'::date)"

#: Expression that a list is ordered by; the head's indexes are made for these.
_ORDERS = {"published": "first_published_at", "claimed": _CLAIMED}

#: What each filter means. `rating` is the desk's own code.
_CONDITIONS = {
    "language": "language = %s",
    "rating": "rating_code = %s",
    "rating_canonical": "rating_canonical = %s",
    "topic": "topics @> ARRAY[%s]::text[]",
    "claimant": "claimant = %s",
    "publisher": "publishers @> ARRAY[%s]::text[]",
    "article_url": "urls @> ARRAY[%s]::text[]",
    "claimed_from": f"(claimed_on IS NOT NULL AND {_CLAIMED} >= %s)",
    "claimed_to": f"(claimed_on IS NOT NULL AND {_CLAIMED} <= %s)",
    "published_from": "first_published_at >= %s",
    "published_to": "first_published_at <= %s",
    "updated_from": "updated_at >= %s",
    "updated_to": "updated_at <= %s",
    "status": "status = %s",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What a list shows: filters, order, and where it goes on."""

    filters: dict[str, Any] = field(default_factory=dict)
    order: str = "published"
    newest_first: bool = True
    after: tuple[date | datetime, UUID] | None = None


def current(id: UUID, *, body: bool = True, rows: Rows = replica.rows) -> Head | None:
    """The verdict as it stands, a tombstone if it was withdrawn."""
    found = rows(
        f"SELECT content_hash, updated_at, {_body(body)}"
        " FROM publications_publishedclaim WHERE id = %s",
        [id],
    )
    return Head(*found[0]) if found else None


def page(
    selection: Selection, limit: int, *, bodies: bool = True, rows: Rows = replica.rows
) -> list[Listed]:
    """At most `limit` heads. Withdrawn ones only where the status filter asks for them."""
    where, values = conditions(selection)
    if "status" not in selection.filters:
        where.append("status <> 'withdrawn'")
    column, way = _ORDERS[selection.order], "DESC" if selection.newest_first else "ASC"
    if selection.after:
        where.append(f"({column}, id) {'<' if selection.newest_first else '>'} (%s, %s)")
        values.extend(selection.after)
    # The limit is part of the statement: a plan for any limit would sort all that match.
    return rows(
        f"SELECT content_hash, {_body(bodies)}"
        f" FROM publications_publishedclaim WHERE {' AND '.join(where)}"
        f" ORDER BY {column} {way}, id {way} LIMIT {limit:d}",
        values,
    )


def conditions(selection: Selection) -> tuple[list[str], list[Any]]:
    """A selection's filters as SQL about the columns of a head, with their values."""
    where = [_CONDITIONS[name] for name in selection.filters]
    return where, list(selection.filters.values())


def history(id: UUID, *, rows: Rows = replica.rows) -> list[Version]:
    """Every version of a verdict, oldest first."""
    found = rows(
        f"SELECT {', '.join(Version._fields)} FROM publications_publication"
        " WHERE verdict = %s ORDER BY version",
        [id],
    )
    return [Version(*row) for row in found]


def feed(*, rows: Rows = on_primary) -> Feed:
    """The current epoch and the last number given in it."""
    found = rows(
        "SELECT token, coalesce((SELECT max(sequence) FROM publications_feedentry), 0)"
        " FROM publications_epoch ORDER BY number DESC LIMIT 1",
        (),
    )
    return Feed(*found[0])


def changes_since(sequence: int, limit: int, *, rows: Rows = on_primary) -> list[Change]:
    """The next entries of the change feed. It has no gaps: the first one is `sequence` + 1."""
    found = rows(
        "SELECT f.sequence, p.kind, p.verdict, p.version, p.published_at, p.body"
        " FROM publications_feedentry f JOIN publications_publication p ON p.id = f.publication_id"
        f" WHERE f.sequence > %s ORDER BY f.sequence LIMIT {limit:d}",
        [sequence],
    )
    return [Change(*row) for row in found]


def _body(wanted: bool) -> str:
    return "body" if wanted else "NULL::bytea"

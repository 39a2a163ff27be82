"""The record's bulk writer: many first versions at PostgreSQL's own pace, by COPY.

Every rule of the record holds here too: the triggers and constraints see each row.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection, models, transaction

from factcheck.matching.index import Entry
from factcheck.publications import document, heads
from factcheck.publications.document import PUBLISHED, Verdict
from factcheck.publications.matching import index
from factcheck.publications.models import Publication, PublishedClaim
from factcheck.publications.record import page_url
from factcheck.publications.search import entries

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class First:
    """The first version of one verdict, to be published at a given time."""

    id: UUID
    claim_id: UUID
    verdict: Verdict
    at: datetime


class _Made(NamedTuple):
    """The rows of one batch, in one order."""

    publications: list[Publication]
    heads: list[PublishedClaim]
    entries: entries.Made
    matched: list[Entry]


def append_many(firsts: Iterable[First], *, authored_by: Any, approved_by: Any) -> Iterator[int]:
    """Publish them all, the author being the publisher; yields how many are in after each batch.

    Raises IntegrityError where a verdict exists, or one person is both author and approver.
    """
    make = partial(_made, author=authored_by.pk, approver=approved_by.pk)
    written = 0
    # While PostgreSQL takes in one batch, the next is made.
    with entries.many(), ThreadPoolExecutor(1) as beside:
        coming: deque[Future[_Made]] = deque()
        for batch in chain(_batches(firsts), [None]):
            if batch:
                coming.append(beside.submit(make, batch, _numbers(len(batch))))
            if coming and (len(coming) == 2 or not batch):
                made = coming.popleft().result()
                _write(made)
                written += len(made.heads)
                yield written
    index.INDEX.count()


def _batches(firsts: Iterable[First]) -> Iterator[list[First]]:
    rest = iter(firsts)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('publications_publication', 'id'))"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [number for (number,) in cursor.fetchall()]


def _made(batch: list[First], numbers: list[int], author: int, approver: int) -> _Made:
    """All rows of a batch."""
    pairs = [_publication(first, author, approver) for first in batch]
    for (publication, _document), number in zip(pairs, numbers, strict=True):
        publication.pk = number
    shown = [heads.of(publication, said) for publication, said in pairs]
    matched = [entry for entry in map(index.of, shown) if entry]
    publications = [publication for publication, _said in pairs]
    return _Made(publications, shown, entries.made(shown), matched)


def _write(made: _Made) -> None:
    with transaction.atomic():
        _copy(made.publications)
        _copy(made.heads)
        entries.write(made.entries)
        index.INDEX.put(made.matched)


def _publication(first: First, author: int, approver: int) -> tuple[Publication, dict[str, Any]]:
    said = document.compose(
        first.verdict,
        id=str(first.id),
        claim_id=str(first.claim_id),
        version=1,
        status=PUBLISHED,
        url=page_url(first.id),
        corrections=[],
        first_published_at=first.at,
        published_at=first.at,
        previous_hash=None,
    )
    publication = Publication(
        verdict=first.id,
        claim_uid=first.claim_id,
        language=first.verdict.language,
        version=1,
        kind=PUBLISHED,
        body=orjson.dumps(said),
        content_hash=said["content_hash"],
        approved_digest=first.verdict.digest(),
        authored_by_id=author,
        approved_by_id=approver,
        published_by_id=author,
        published_at=first.at,
    )
    return publication, said


def _copy(rows: list[Publication] | list[PublishedClaim]) -> None:
    fields: list[models.Field] = list(rows[0]._meta.concrete_fields)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([getattr(row, field.attname) for field in fields])

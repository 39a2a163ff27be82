"""What a verdict is found by: the search's words, and what claims are matched with."""

from collections.abc import Iterator
from itertools import islice

from django.db import connection

from factcheck.publications import heads
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.models import Publication, PublishedClaim
from factcheck.publications.search import entries
from factcheck.publications.verification.rows import CHUNK, document_of


def differences() -> Iterator[str]:
    yield from _search()
    yield from _matching()


def _search() -> Iterator[str]:
    latest = Publication.objects.order_by("verdict", "-version").distinct("verdict")
    rows = latest.iterator(CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        should = [head for row in chunk if (head := _head(row))]
        for id in entries.wrong(should):
            yield f"{id}: the search does not find it by what its latest version says."


def _head(row: Publication) -> PublishedClaim | None:
    document = document_of(row)
    try:
        return heads.of(row, document) if document else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None  # its chain says so


def _matching() -> Iterator[str]:
    """What stands can be matched, and nothing else. The words: `rebuild_match_index`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.id, h.status FROM publications_publishedclaim h"
            " LEFT JOIN publications_matchitem i ON i.verdict_id = h.id"
            " WHERE (h.status = 'withdrawn') = (i.number IS NOT NULL)"
        )
        for id, status in cursor:
            if status == WITHDRAWN:
                yield f"{id}: it is withdrawn, but it can still be matched."
            else:
                yield f"{id}: it stands, but no claim is matched with it."

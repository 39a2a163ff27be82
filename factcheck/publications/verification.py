"""Proving the public record: every hash and chain, the feed's numbers, every head and its words.

Nothing is trusted but the bytes. Rows are streamed; a million fit in a small process.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

import orjson
from django.db import connection, transaction

from factcheck import canonical
from factcheck.publications import heads
from factcheck.publications.document import WITHDRAWN, timestamp
from factcheck.publications.models import Epoch, FeedEntry, Publication, PublishedClaim
from factcheck.publications.search import entries

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class RecordHead:
    """A short proof of the whole record up to a number, for somebody else to keep."""

    epoch: str
    sequence: int
    hash: str

    @classmethod
    def parse(cls, text: str) -> "RecordHead":
        """Raises ValueError when the text is none."""
        try:
            head = cls(**orjson.loads(text))
        except (TypeError, orjson.JSONDecodeError):
            head = cls("", 0, "")
        if not isinstance(head.sequence, int) or not re.fullmatch("[0-9a-f]{64}", str(head.hash)):
            raise ValueError("This is no head of a record: it holds epoch, sequence and hash.")
        return head

    def __str__(self) -> str:
        return orjson.dumps(asdict(self)).decode()


def differences(kept: RecordHead | None = None) -> Iterator[str]:
    """A sentence for everything that does not hold. `kept` is a head that somebody kept."""
    # Each check is one statement, so it sees one moment: a publication meanwhile disturbs nothing.
    with transaction.atomic():
        yield from _chains()
        yield from _feed()
        yield from _search()
        yield from _matching()
        if kept:
            yield from _unlike(kept)


def head_now() -> RecordHead:
    """The head of the record as it stands."""
    return _head_at(None)


def _chains() -> Iterator[str]:
    """Each publication by itself, against the version before, and the last against its head."""
    rows = Publication.objects.order_by("verdict", "version").select_related("head")
    before: Publication | None = None
    for row in rows.iterator(_CHUNK):
        if before and before.verdict != row.verdict:
            yield from _head_of(before)
            before = None
        yield from _sealed(row, before)
        if before and hasattr(before, "head"):
            yield f"{before}: the head of the verdict still shows it, but there is a newer version."
        before = row
    if before:
        yield from _head_of(before)


def _sealed(row: Publication, before: Publication | None) -> Iterator[str]:
    document = _document(row)
    if document is None:
        yield f"{row}: its document is not JSON."
        return
    if _digest(document) != row.content_hash:
        yield f"{row}: its document does not have the hash {row.content_hash[:12]}…"
    if row.version != (before.version if before else 0) + 1:
        yield f"{row}: there is no version before it."
    elif row.previous_hash != (before.content_hash if before else ""):
        yield f"{row}: it does not seal the version before it."
    for name, value in _columns(row).items():
        if document.get(name) != value:
            yield f"{row}: “{name}” is {document.get(name)!r} in it, {value!r} in its row."


def _columns(row: Publication) -> dict[str, Any]:
    """What the row and its document both say."""
    return {
        "id": str(row.verdict),
        "version": row.version,
        "status": row.kind,
        "language": row.language,
        "published_at": timestamp(row.published_at),
        "content_hash": row.content_hash,
        "previous_hash": row.previous_hash or None,
    }


def _head_of(last: Publication) -> Iterator[str]:
    document = _document(last)
    if document is None:
        return
    if not hasattr(last, "head"):
        yield f"{last}: no head shows it."
        return
    should = heads.of(last, document)
    wrong = [name for name in heads.COLUMNS if _value(last.head, name) != _value(should, name)]
    if wrong:
        yield f"{last}: its head differs in {', '.join(wrong)}."


def _value(head: PublishedClaim, name: str) -> Any:
    value = getattr(head, "publication_id" if name == "publication" else name)
    return bytes(value) if isinstance(value, memoryview) else value


def _document(row: Publication) -> dict[str, Any] | None:
    try:
        return orjson.loads(row.body)
    except orjson.JSONDecodeError:
        return None


def _digest(document: dict[str, Any]) -> str:
    content = {name: value for name, value in document.items() if name != "content_hash"}
    return canonical.digest(content)


def _feed() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, before FROM (SELECT sequence,"
            " lag(sequence, 1, 0::bigint) OVER (ORDER BY sequence) AS before"
            " FROM publications_feedentry) entries WHERE sequence <> before + 1"
        )
        for sequence, before in cursor:
            yield f"The change feed has a gap between {before} and {sequence}."
        cursor.execute(
            "SELECT p.verdict, p.version FROM publications_publication p"
            " LEFT JOIN publications_feedentry f ON f.publication_id = p.id"
            " WHERE f.sequence IS NULL"
        )
        for verdict, version in cursor:
            yield f"{verdict} v{version}: the change feed does not show it."


def _search() -> Iterator[str]:
    latest = Publication.objects.order_by("verdict", "-version").distinct("verdict")
    rows = latest.iterator(_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        said = [(row, document) for row in chunk if (document := _document(row))]
        for id in entries.wrong([heads.of(row, document) for row, document in said]):
            yield f"{id}: the search does not find it by what its latest version says."


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


def _unlike(kept: RecordHead) -> Iterator[str]:
    found = _head_at(kept.sequence)
    if found.sequence < kept.sequence:
        yield f"The record ends at {found.sequence}; the head that was kept saw {kept.sequence}."
    elif found.hash != kept.hash:
        yield f"The record up to {kept.sequence} is not the one that the kept head saw."


def _head_at(last: int | None) -> RecordHead:
    """A running SHA-256 over every (sequence, content hash) up to `last`."""
    entries = FeedEntry.objects.order_by("sequence")
    if last is not None:
        entries = entries.filter(sequence__lte=last)
    running, sequence = hashlib.sha256(), 0
    rows = entries.values_list("sequence", "publication__content_hash")
    for sequence, content_hash in rows.iterator(_CHUNK):
        running.update(f"{sequence} {content_hash}\n".encode())
    return RecordHead(_epoch_of(sequence), sequence, running.hexdigest())


def _epoch_of(sequence: int) -> str:
    number = FeedEntry.objects.filter(sequence=sequence).values("epoch")
    return Epoch.objects.filter(number__in=number).values_list("token", flat=True).first() or ""

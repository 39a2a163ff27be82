"""Proving the public record: every hash and chain, the feed's numbers, every head and its words,
the tree over all of it, and what was signed.

Nothing is trusted but the bytes. Rows are streamed; a million fit in a small process.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils import timezone

from factcheck import canonical
from factcheck.publications import heads
from factcheck.publications.document import WITHDRAWN, timestamp
from factcheck.publications.models import Publication, PublishedClaim, SignedHead, TreeNode
from factcheck.publications.sealing import keys, merkle, notes, signing, tree
from factcheck.publications.sealing.signing import Head
from factcheck.publications.search import entries

_CHUNK = 1_000


def differences(kept: Head | None = None) -> Iterator[str]:
    """A sentence for everything that does not hold. `kept` is a head that somebody kept."""
    # Each check is one statement, so it sees one moment: a publication meanwhile disturbs nothing.
    with transaction.atomic():
        yield from _chains()
        yield from _feed()
        yield from _search()
        yield from _matching()
        yield from _tree(kept)


def head_now() -> Head:
    """The head of the record as it stands, from the rows alone; signed, where the key is here."""
    growing = merkle.Growing()
    for leaf in tree.leaf_hashes():
        growing.add(leaf)
    said = signing.checkpoint(growing.size, growing.root(), timezone.now())
    signer = keys.signer()
    note = signer.sign(said) if signer else ""
    return Head(said.epoch, said.size, said.root.hex(), note)


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


def _tree(kept: Head | None) -> Iterator[str]:
    """The tree anew from the publications, against what is stored of it, and against every head."""
    nodes = {
        (level, index): bytes(hash)
        for level, index, hash in TreeNode.objects.values_list("level", "index", "hash")
    }
    wrong: list[str] = []

    def compare(level: int, index: int, hash: bytes) -> None:
        if nodes.pop((level, index), hash) != hash:
            wrong.append(f"The tree's node {level}/{index} is not what the publications make it.")

    growing, roots = merkle.Growing(compare), {0: merkle.EMPTY}
    signed = list(SignedHead.objects.order_by("id"))
    wanted = {head.sequence for head in signed} | ({kept.sequence} if kept else set())
    for leaf in tree.leaf_hashes():
        growing.add(leaf)
        if growing.size in wanted:
            roots[growing.size] = growing.root()
    yield from wrong
    yield from (f"The tree's node {level}/{index} covers nothing." for level, index in nodes)
    for head in signed:
        yield from _unlike(_as_signed(head), roots, growing.size, f"The head {head.pk}")
        yield from _forged(head)
    if kept:
        yield from _unlike(kept, roots, growing.size, "The head that was kept")


def _as_signed(head: SignedHead) -> Head:
    return Head("", head.sequence, head.root, head.note)


def _unlike(head: Head, roots: dict[int, bytes], size: int, name: str) -> Iterator[str]:
    if head.sequence > size:
        yield f"The record ends at {size}; {name[0].lower()}{name[1:]} saw {head.sequence}."
    elif roots[head.sequence].hex() != head.root_hash:
        yield f"{name} saw another record: up to {head.sequence} it is not this one."


def _forged(head: SignedHead) -> Iterator[str]:
    try:
        said = notes.Verifier.parse(head.key).open(head.note)
    except notes.BadNote as error:
        yield f"The head {head.pk}: {error}"
        return
    if (said.size, said.root.hex()) != (head.sequence, head.root):
        yield f"The head {head.pk}: its row says something else than its signed note."

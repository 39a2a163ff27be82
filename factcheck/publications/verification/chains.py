"""Each publication against its document, against the version before, and the last against its
head."""

from collections.abc import Iterator
from typing import Any

import orjson

from factcheck import canonical
from factcheck.publications import heads
from factcheck.publications.document import CORRECTED, WITHDRAWN, approved_digest, timestamp
from factcheck.publications.models import Publication, PublishedClaim
from factcheck.publications.verification.rows import CHUNK, document_of


def differences() -> Iterator[str]:
    rows = Publication.objects.order_by("verdict", "version").select_related("head")
    before: Publication | None = None
    for row in rows.iterator(CHUNK):
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
    document = document_of(row)
    if document is None:
        yield f"{row}: its document is not JSON."
        return
    if orjson.dumps(document) != bytes(row.body):
        # Such as a name that stands there twice, of which each reader believes another.
        yield f"{row}: its document's bytes are not as we write them."
    try:
        digest, said = _digest(document), _said(document)
    except (AttributeError, KeyError, TypeError, ValueError):
        yield f"{row}: its document does not have the form of one."
        return
    if digest != row.content_hash:
        yield f"{row}: its document does not have the hash {row.content_hash[:12]}…"
    if row.version != (before.version if before else 0) + 1:
        yield f"{row}: there is no version before it."
    elif row.previous_hash != (before.content_hash if before else ""):
        yield f"{row}: it does not seal the version before it."
    if before and (row.claim_uid, row.language) != (before.claim_uid, before.language):
        yield f"{row}: it is about another claim, or in another language, than the one before."
    for name, value in _columns(row).items():
        if said[name] != value:
            yield f"{row}: “{name}” is {said[name]!r} in its document, {value!r} in its row."


def _said(document: dict[str, Any]) -> dict[str, Any]:
    """What the document says that its row says too; None where it is silent."""
    kind = document.get("status")
    withdrawal = document.get("withdrawal") or {}
    corrections = document.get("corrections") or [{}]
    same = "id", "version", "status", "language", "published_at", "content_hash", "previous_hash"
    return {name: document.get(name) for name in same} | {
        "claim": (document.get("claim") or {}).get("id"),
        "correction_note": corrections[-1].get("note") if kind == CORRECTED else "",
        "withdrawal_reason": withdrawal.get("reason") if kind == WITHDRAWN else "",
        "successor": withdrawal.get("successor"),
        "approved_digest": approved_digest(document),
    }


def _columns(row: Publication) -> dict[str, Any]:
    """The same of the row."""
    return {
        "id": str(row.verdict),
        "version": row.version,
        "status": row.kind,
        "language": row.language,
        "published_at": timestamp(row.published_at),
        "content_hash": row.content_hash,
        "previous_hash": row.previous_hash or None,
        "claim": str(row.claim_uid),
        "correction_note": row.correction_note,
        "withdrawal_reason": row.withdrawal_reason,
        "successor": row.successor and str(row.successor),
        "approved_digest": row.approved_digest,
    }


def _head_of(last: Publication) -> Iterator[str]:
    document = document_of(last)
    if document is None:
        return
    if not hasattr(last, "head"):
        yield f"{last}: no head shows it."
        return
    try:
        should = heads.of(last, document)
    except (AttributeError, KeyError, TypeError, ValueError):
        yield f"{last}: its document lacks what a head is made of."
        return
    wrong = [name for name in heads.COLUMNS if _value(last.head, name) != _value(should, name)]
    if wrong:
        yield f"{last}: its head differs in {', '.join(wrong)}."


def _value(head: PublishedClaim, name: str) -> Any:
    value = getattr(head, "publication_id" if name == "publication" else name)
    return bytes(value) if isinstance(value, memoryview) else value


def _digest(document: dict[str, Any]) -> str:
    content = {name: value for name, value in document.items() if name != "content_hash"}
    return canonical.digest(content)

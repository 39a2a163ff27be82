"""The only writer of the public record: say something new, say it better, or take it back.

Nothing is edited or deleted. Each call is one transaction that appends a `Publication` and moves
the head; its place in the change feed is given when the transaction commits.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.errors import Conflict, Invalid
from factcheck.publications import document, heads
from factcheck.publications.announcements import published
from factcheck.publications.document import CORRECTED, PUBLISHED, WITHDRAWN, Verdict
from factcheck.publications.models import Publication, PublishedClaim


def append(
    verdict: Verdict,
    *,
    id: UUID,
    claim_id: UUID,
    authored_by: Any,
    approved_by: Any,
    published_by: Any,
    approved_digest: str,
    at: datetime | None = None,
) -> Publication:
    """Publish the first version of a verdict, or correct the one that stands.

    Raises Invalid for a missing correction note, or one too many; Conflict when one person is both
    author and approver, when the content is not what was approved, when another verdict on the
    claim stands in this language, or when the verdict is about another claim or language.
    """
    _check_two_people(authored_by, approved_by)
    if verdict.digest() != approved_digest:
        raise Conflict(
            _("The content was changed after its approval. Have exactly this content approved.")
        )
    with transaction.atomic():
        past = _past(id)
        _check_note(verdict, past)
        _check_same_subject(verdict, claim_id, past)
        _check_only_verdict(id, claim_id, verdict.language)
        moment = _moment(at, past)
        return _store(
            _next(verdict, id, claim_id, past, moment),
            moment,
            correction_note=verdict.correction or "",
            approved_digest=approved_digest,
            authored_by=authored_by,
            approved_by=approved_by,
            published_by=published_by,
        )


def draft(verdict: Verdict, *, id: UUID, claim_id: UUID) -> dict[str, Any]:
    """The document that `append` would store now, to look at. Nothing is written, nor checked."""
    past = _said(id)
    return _next(verdict, id, claim_id, past, _moment(None, past))


def withdraw(
    *,
    id: UUID,
    reason: str,
    successor: UUID | None = None,
    authored_by: Any,
    approved_by: Any,
    published_by: Any,
) -> Publication:
    """Take a verdict back: a tombstone with the reason replaces it; earlier versions stay.

    Raises Invalid without a reason or with a successor that does not stand; Conflict when one
    person is both author and approver, or when the verdict is not published or already withdrawn.
    """
    _check_two_people(authored_by, approved_by)
    if not reason.strip():
        raise Invalid(reason=_("A withdrawal needs a reason: the public will read it."))
    with transaction.atomic():
        past = _past(id)
        if not past:
            raise Conflict(_("Verdict %(id)s is not published.") % {"id": id})
        if past[-1].kind == WITHDRAWN:
            raise Conflict(_("Verdict %(id)s is already withdrawn.") % {"id": id})
        _check_successor(id, successor)
        moment = _moment(None, past)
        said = document.tombstone(
            id=str(id),
            claim_id=str(past[0].claim_uid),
            version=len(past) + 1,
            url=page_url(id),
            language=past[0].language,
            first_published_at=past[0].published_at,
            published_at=moment,
            previous_hash=past[-1].content_hash,
            reason=reason,
            successor=str(successor) if successor else None,
        )
        return _store(
            said,
            moment,
            withdrawal_reason=reason,
            successor=successor,
            approved_digest=document.approved_digest(said),
            authored_by=authored_by,
            approved_by=approved_by,
            published_by=published_by,
        )


def page_url(id: UUID) -> str:
    """Where people read the verdict."""
    return f"{settings.PUBLIC_BASE_URL}/verdicts/{id}/"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a new version needs to know of an earlier one."""

    version: int
    kind: str
    published_at: datetime
    correction_note: str
    content_hash: str
    claim_uid: UUID
    language: str

    def as_correction(self) -> dict[str, Any]:
        return _correction(self.version, self.published_at, self.correction_note)


def _next(
    verdict: Verdict, id: UUID, claim_id: UUID, past: list[_Said], moment: datetime
) -> dict[str, Any]:
    """The document of the version that follows the past ones."""
    version = len(past) + 1
    corrections = [said.as_correction() for said in past if said.kind == CORRECTED]
    if verdict.correction:
        corrections.append(_correction(version, moment, verdict.correction))
    return document.compose(
        verdict,
        id=str(id),
        claim_id=str(claim_id),
        version=version,
        status=CORRECTED if past else PUBLISHED,
        url=page_url(id),
        corrections=corrections,
        first_published_at=past[0].published_at if past else moment,
        published_at=moment,
        previous_hash=past[-1].content_hash if past else None,
    )


def _correction(version: int, moment: datetime, note: str) -> dict[str, Any]:
    return {"version": version, "date": document.timestamp(moment), "note": note}


def _past(id: UUID) -> list[_Said]:
    """Every earlier version, oldest first; nobody else adds one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(id)])
    return _said(id)


def _said(id: UUID) -> list[_Said]:
    rows = Publication.objects.filter(verdict=id).order_by("version")
    return [_Said(*row) for row in rows.values_list(*_Said.__slots__)]


def _moment(at: datetime | None, past: list[_Said]) -> datetime:
    """The time of the new version; never before the last one, whichever machine's clock is late."""
    now = timezone.now()
    if not past:
        return at or now
    if at and at < past[-1].published_at:
        raise Invalid(at=_("A version cannot be published before the one that it follows."))
    return at or max(now, past[-1].published_at)


def _check_two_people(authored_by: Any, approved_by: Any) -> None:
    if authored_by.pk == approved_by.pk:
        raise Conflict(
            _("%(person)s wrote this: another person has to approve it.") % {"person": authored_by}
        )


def _check_note(verdict: Verdict, past: list[_Said]) -> None:
    if past and not (verdict.correction or "").strip():
        raise Invalid(correction=_("A new version needs a note: it tells the public what changed."))
    if verdict.correction and not past:
        raise Invalid(correction=_("The first version corrects nothing: leave the note empty."))


def _check_same_subject(verdict: Verdict, claim_id: UUID, past: list[_Said]) -> None:
    if past and (past[0].claim_uid, past[0].language) != (claim_id, verdict.language):
        raise Conflict(_("A published verdict keeps its claim and its language."))


def _check_only_verdict(id: UUID, claim_id: UUID, language: str) -> None:
    others = PublishedClaim.objects.filter(claim_uid=claim_id, language=language)
    other = others.exclude(pk=id).exclude(status=WITHDRAWN).values_list("pk", flat=True).first()
    if other:
        raise Conflict(
            _("Verdict %(other)s on this claim stands in this language: correct or withdraw it.")
            % {"other": other}
        )


def _check_successor(id: UUID, successor: UUID | None) -> None:
    if successor is None:
        return
    standing = PublishedClaim.objects.filter(pk=successor).exclude(status=WITHDRAWN)
    if successor == id or not standing.exists():
        raise Invalid(successor=_("The successor must be another verdict that is published."))


def _store(said: dict[str, Any], moment: datetime, **facts: Any) -> Publication:
    publication = Publication.objects.create(
        verdict=UUID(said["id"]),
        claim_uid=UUID(said["claim"]["id"]),
        language=said["language"],
        version=said["version"],
        kind=said["status"],
        body=orjson.dumps(said),
        content_hash=said["content_hash"],
        previous_hash=said["previous_hash"] or "",
        published_at=moment,
        **facts,
    )
    heads.store([heads.of(publication, said)])
    published.send(sender=Publication, publication=publication)
    return publication

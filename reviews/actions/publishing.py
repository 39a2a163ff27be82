"""Telling the world: now, or at an agreed time."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.challenges.actions import settle
from factcheck.errors import Conflict, DeskError, Invalid
from factcheck.history import journal
from factcheck.publications import record
from reviews import document, gate
from reviews.actions.steps import move, told_of
from reviews.models import Approval, ClaimReview
from reviews.policies import locked

logger = logging.getLogger(__name__)


def publish(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Publish the approved content, or the correction of what is public.

    The document, its place in the record, the head, the event, the state, and what becomes of the
    correction requests that were accepted are one transaction.
    Raises Blocked by the gate, Conflict when the content is not the approved one any more.
    """
    with transaction.atomic():
        review = locked("publish", pk, actor, seen)
        _publish(review, actor)
    return review


def schedule(
    pk: int, *, actor: Any, publish_at: datetime | None, seen: int | None = None
) -> ClaimReview:
    """Agree on a time to publish what is approved. Any edit until then voids it."""
    if publish_at is None:
        raise Invalid(publish_at=_("Say when: a date and a time."))
    if publish_at <= timezone.now():
        raise Invalid(publish_at=_("This time is past: choose a later one, or publish now."))
    with transaction.atomic():
        review = locked("schedule", pk, actor, seen)
        gate.require_open(review)
        move(
            review, "schedule", actor=actor, data={"publish_at": publish_at.isoformat()},
            publish_at=publish_at, scheduled_by=actor,
        )  # fmt: skip
    return review


def unschedule(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Cancel the agreed time. What is approved stays so, and can be published at another."""
    with transaction.atomic():
        review = locked("unschedule", pk, actor, seen)
        data = {"publish_at": review.publish_at and review.publish_at.isoformat()}
        move(review, "unschedule", actor=actor, data=data, publish_at=None, scheduled_by=None)
    return review


def publish_due() -> list[ClaimReview]:
    """Publish what was scheduled for now, each on behalf of who scheduled it.

    One that cannot be published is logged and stays approved: nobody is told something unapproved,
    and none of the others waits for it.
    """
    due = ClaimReview.objects.filter(publish_at__lte=timezone.now()).values_list("pk", flat=True)
    published = []
    for pk in list(due):
        try:
            with transaction.atomic():
                scheduled = journal.lock(ClaimReview, pk)
                if scheduled.publish_at and scheduled.publish_at <= timezone.now():
                    published.append(publish(pk, actor=scheduled.scheduled_by))
        except DeskError as error:
            logger.warning("Review %s was not published at its time: %s", pk, error)
        except Exception:
            logger.exception("Review %s was not published at its time", pk)
    return published


def _publish(review: ClaimReview, actor: Any) -> None:
    items = gate.require_open(review)
    approval = Approval.objects.filter(review=review).select_related("approved_by").first()
    verdict = document.verdict(review)
    if approval is None or approval.digest != verdict.digest():
        raise Conflict(
            _("The content was changed after its approval. Have exactly this content approved.")
        )
    publication = record.append(
        verdict,
        id=review.uid,
        claim_id=review.claim.uid,
        authored_by=review.author,
        approved_by=approval.approved_by,
        published_by=actor,
        approved_digest=approval.digest,
    )
    move(
        review, "publish", actor=actor, is_public=True,
        data={
            **told_of(publication),
            "digest": approval.digest,
            "gate": gate.stored(items),
            "on_time": review.publish_at.isoformat() if review.publish_at else None,
        },
    )  # fmt: skip
    settle(publication, actor=actor)

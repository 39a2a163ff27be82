"""What follows for reviews when something that they quote was changed elsewhere."""

from typing import Any

from django.db.models import QuerySet

from reviews import document
from reviews.actions.steps import contribute, held_by, move
from reviews.models import Approval, ClaimReview
from reviews.workflow import State


def content_touched(reviews: QuerySet[ClaimReview], actor: Any, because: str) -> None:
    """Void the approvals whose content this changes; note who changed it as a contributor.

    Call it in the transaction of the change. Every quoting review is locked whatever its state: one
    that is just being approved is waited for, and then void.
    """
    pks = set(reviews.values_list("pk", flat=True))
    locked = ClaimReview.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=pks)
    for review in list(locked.order_by("pk")):
        if review.status == State.APPROVED and _still_approved(review):
            continue  # what was changed is no part of what was approved
        if actor is not None:
            contribute(review, actor, revision=_revision_of(review))
        if review.status == State.APPROVED:
            move(review, "void", actor=None, data={"because": because}, **held_by(review.author))


def _revision_of(review: ClaimReview) -> int:
    """Between two revisions, the change is part of the next one."""
    between = review.status in (State.PUBLISHED, State.WITHDRAWN)
    return review.revision + 1 if between else review.revision


def _still_approved(review: ClaimReview) -> bool:
    approval = Approval.objects.filter(review=review).first()
    return approval is not None and approval.digest == document.verdict(review).digest()

"""Taking a verdict back, by two people: one proposes, another confirms."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.challenges.actions import settle
from factcheck.errors import Invalid
from factcheck.publications import record
from factcheck.wordings import a_reason, needed
from reviews.actions.steps import move, told_of
from reviews.models import ClaimReview
from reviews.policies import locked

_NOTHING_PROPOSED: dict[str, Any] = {
    "withdrawal_reason": "",
    "withdrawal_successor": None,
    "withdrawal_proposed_by": None,
}


def propose_withdrawal(
    pk: int,
    *,
    actor: Any,
    public_reason: str,
    successor: UUID | None = None,
    seen: int | None = None,
) -> ClaimReview:
    """Propose to withdraw what is public. The reason, and the verdict that replaces it, if any, are
    for the public."""
    public_reason = needed(
        "public_reason", public_reason, _("A withdrawal needs a reason: the public will read it.")
    )
    with transaction.atomic():
        review = locked("propose_withdrawal", pk, actor, seen)
        _check_successor(review, successor)
        move(
            review, "propose_withdrawal", actor=actor, reason=public_reason,
            data={"successor": successor and str(successor)},
            withdrawal_reason=public_reason, withdrawal_successor=successor,
            withdrawal_proposed_by=actor,
        )  # fmt: skip
    return review


def decline_withdrawal(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Leave the verdict public after all."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("decline_withdrawal", pk, actor, seen)
        move(review, "decline_withdrawal", actor=actor, reason=reason, **_NOTHING_PROPOSED)
    return review


def withdraw(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Confirm what somebody else proposed: a tombstone takes the verdict's place.

    A revision that was being worked on is kept, and can be taken up again by `revise`.
    """
    with transaction.atomic():
        review = locked("withdraw", pk, actor, seen)
        publication = record.withdraw(
            id=review.uid,
            reason=review.withdrawal_reason,
            successor=review.withdrawal_successor,
            authored_by=review.withdrawal_proposed_by,
            approved_by=actor,
            published_by=actor,
        )
        move(
            review, "withdraw", actor=actor, reason=review.withdrawal_reason, is_public=False,
            data=told_of(publication),
            **_NOTHING_PROPOSED,
        )  # fmt: skip
        settle(publication, actor=actor)
    return review


def _check_successor(review: ClaimReview, successor: UUID | None) -> None:
    if successor is None:
        return
    public = ClaimReview.objects.filter(uid=successor, is_public=True).exclude(pk=review.pk)
    if not public.exists():
        raise Invalid(successor=_("The successor must be another verdict that is published."))

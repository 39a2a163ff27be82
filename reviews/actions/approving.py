"""The second person's decision about exactly one content."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.errors import Conflict
from factcheck.wordings import a_reason
from reviews import document, gate
from reviews.actions.steps import held_by, move
from reviews.models import Approval, ClaimReview
from reviews.policies import locked


def approve(pk: int, *, actor: Any, digest: str, seen: int | None = None) -> ClaimReview:
    """Approve the content with this digest: the one that the person has read.

    Raises NotAllowed for who edited the revision, Blocked by the gate, Conflict when the content is
    no longer the one that was read.
    """
    with transaction.atomic():
        review = locked("approve", pk, actor, seen)
        items = gate.stored(gate.require_open(review))
        verdict = document.verdict(review)
        if verdict.digest() != digest:
            raise Conflict(
                _(
                    "The content was changed while you were reading it, perhaps in a source or in"
                    " the claim. Read it again, then approve."
                )
            )
        move(review, "approve", actor=actor, data={"digest": digest, "gate": items})
        Approval.objects.create(
            review=review,
            revision=review.revision,
            version=review.version,
            digest=digest,
            content=verdict.content(),
            gate=items,
            approved_by=actor,
        )
    return review


def request_changes(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Give a review back to its author, saying what to change."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("request_changes", pk, actor, seen)
        move(review, "request_changes", actor=actor, reason=reason, **held_by(review.author))
    return review

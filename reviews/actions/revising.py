"""Beginning another revision of what was published."""

from typing import Any

from django.db import transaction

from reviews.actions.steps import a_reason, held_by, move
from reviews.models import ClaimReview
from reviews.policies import locked


def revise(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Take a published or withdrawn verdict up again. What is public stays so until the next
    publication."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("revise", pk, actor, seen)
        move(
            review, "revise", actor=actor, reason=reason,
            revision=review.revision + 1, author=None, correction_note="", **held_by(actor),
        )  # fmt: skip
    return review

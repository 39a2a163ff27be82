"""Giving a review up, and opening it again."""

from typing import Any

from django.db import transaction

from factcheck.wordings import a_reason
from reviews.actions.steps import move
from reviews.models import ClaimReview
from reviews.policies import locked


def abandon(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Give up a review, or a revision: what is public of it stays public."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("abandon", pk, actor, seen)
        move(review, "abandon", actor=actor, reason=reason)
    return review


def reopen(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Put an abandoned review back into the queue."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("reopen", pk, actor, seen)
        move(review, "reopen", actor=actor, reason=reason)
    return review

"""Handing a finished review to a second person, and taking it back before they decided."""

from typing import Any

from django.db import transaction

from reviews import document, gate
from reviews.actions.steps import contribute, held_by, move
from reviews.models import ClaimReview
from reviews.policies import locked


def submit(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Submit; who submits answers for the content as its author. Raises Blocked by the gate."""
    with transaction.atomic():
        review = locked("submit", pk, actor, seen)
        items = gate.require_open(review)
        data = {"digest": document.verdict(review).digest(), "gate": gate.stored(items)}
        contribute(review, actor)
        move(review, "submit", actor=actor, data=data, author=actor)
    return review


def recall(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Take back what one submitted oneself, as long as nobody decided about it."""
    with transaction.atomic():
        review = locked("recall", pk, actor, seen)
        move(review, "recall", actor=actor, **held_by(actor))
    return review

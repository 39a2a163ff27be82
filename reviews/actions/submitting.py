"""Handing a finished review to a second person."""

from typing import Any

from django.db import transaction

from reviews import document, gate
from reviews.actions.steps import contribute, move
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

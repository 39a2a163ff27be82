"""Every verb of a review that people do, as an action, with answers that fit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from reviews import actions, document
from reviews.models import ClaimReview
from tests.factories import people


def digest(review: ClaimReview) -> str:
    """Of the content that somebody reads before they approve it."""
    return document.verdict(review).digest() if review.rating else "0" * 64


def _propose(review: ClaimReview, by: Any) -> Any:
    return actions.propose_withdrawal(review.pk, actor=by, public_reason="Une erreur.")


Verb = Callable[[ClaimReview, Any], Any]
DO: dict[str, Verb] = {
    "take": lambda review, by: actions.take(review.pk, actor=by),
    "give": lambda review, by: actions.give(review.pk, actor=by, person=people.reviewer()),
    "edit": lambda review, by: actions.edit(
        review.pk, actor=by, seen=review.version, changes={"summary": "Il a baissé."}
    ),
    "release": lambda review, by: actions.release(review.pk, actor=by),
    "take_over": lambda review, by: actions.take_over(review.pk, actor=by, reason="Urgent."),
    "submit": lambda review, by: actions.submit(review.pk, actor=by),
    "request_changes": lambda review, by: actions.request_changes(
        review.pk, actor=by, reason="La source manque."
    ),
    "recall": lambda review, by: actions.recall(review.pk, actor=by),
    "approve": lambda review, by: actions.approve(review.pk, actor=by, digest=digest(review)),
    "schedule": lambda review, by: actions.schedule(
        review.pk, actor=by, publish_at=timezone.now() + timedelta(hours=1)
    ),
    "unschedule": lambda review, by: actions.unschedule(review.pk, actor=by),
    "note": lambda review, by: actions.note(
        review.pk, actor=by, claimant_contacted=True, notes="Relire."
    ),
    "publish": lambda review, by: actions.publish(review.pk, actor=by),
    "revise": lambda review, by: actions.revise(review.pk, actor=by, reason="Un lecteur."),
    "propose_withdrawal": _propose,
    "decline_withdrawal": lambda review, by: actions.decline_withdrawal(
        review.pk, actor=by, reason="Non."
    ),
    "withdraw": lambda review, by: actions.withdraw(review.pk, actor=by),
    "abandon": lambda review, by: actions.abandon(review.pk, actor=by, reason="Sans objet."),
    "reopen": lambda review, by: actions.reopen(review.pk, actor=by, reason="Si, finalement."),
}

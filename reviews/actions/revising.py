"""Beginning another revision of what was published."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet

from factcheck.history import journal
from factcheck.wordings import a_reason
from reviews.actions.steps import contribute, held_by, move
from reviews.models import ClaimReview
from reviews.policies import locked
from reviews.workflow import REVIEW


def revise(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Take a published or withdrawn verdict up again. What is public stays so until the next
    publication."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("revise", pk, actor, seen)
        unfinished = _cut_short(review)
        move(
            review, "revise", actor=actor, reason=reason,
            revision=review.revision + 1, author=None, correction_note="", **held_by(actor),
        )  # fmt: skip
        if unfinished:
            contribute(review, *_contributors(review, review.revision - 1))
    return review


def _cut_short(review: ClaimReview) -> bool:
    """Whether a withdrawal ended the last revision before it was published: its words live on."""
    ends = [REVIEW.event("publish"), REVIEW.event("revise")]
    last = journal.events_of(review).filter(verb__in=ends).last()
    return last is not None and last.verb == REVIEW.event("revise")


def _contributors(review: ClaimReview, revision: int) -> QuerySet[Any]:
    of_it = review.contributions.filter(revision=revision)
    return get_user_model().objects.filter(pk__in=of_it.values("person"))

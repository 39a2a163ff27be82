"""Taking a review into one's hands for a while, and letting it go: leases."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from factcheck.wordings import a_reason
from reviews.actions.steps import held_by, move
from reviews.models import ClaimReview
from reviews.models.review import URGENCY
from reviews.policies import check_room, first_free, has_lapsed, locked, one_at_a_time
from reviews.workflow import REVIEW, State

#: Typing renews a lease at most so often.
_RENEWED_EVERY = timedelta(minutes=5)


def take(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Take a review from the queue, or from somebody whose lease has run out."""
    with transaction.atomic():
        review = locked("take", pk, actor, seen)
        _into_hands(review, actor)
    return review


def take_next(*, actor: Any) -> ClaimReview:
    """Take the most urgent review that is free: of the open ones by URGENCY, then of those whose
    lease has run out. What somebody else is about to take is passed over.

    Raises Conflict when nothing is free, or when the person holds as many as one may.
    """
    reviews = ClaimReview.objects
    with transaction.atomic():
        for rows in (
            reviews.filter(status=State.OPEN).order_by(*URGENCY),
            reviews.filter(lease_until__lte=timezone.now()).order_by("lease_until", "pk"),
        ):
            review = first_free("take", rows, actor)
            if review is not None:
                _into_hands(review, actor)
                return review
    raise Conflict(_("Nothing is free to be taken now. Claims that are accepted open new reviews."))


def _into_hands(review: ClaimReview, actor: Any) -> None:
    if has_lapsed(review):
        _expire(review)
    move(review, "take", actor=actor, **held_by(actor))


def give(pk: int, *, actor: Any, person: Any, seen: int | None = None) -> ClaimReview:
    """Put a review from the queue into somebody's hands."""
    with transaction.atomic():
        review = locked("give", pk, actor, seen)
        if not (person and person.is_active and person.has_perm(REVIEW["edit"].permission)):
            raise Invalid(person=_("Choose somebody who reviews."))
        one_at_a_time(person)
        check_room(person)
        move(
            review, "give", actor=actor, data={"to": person.get_username()}, **held_by(person)
        )  # fmt: skip
    return review


def release(pk: int, *, actor: Any, seen: int | None = None) -> ClaimReview:
    """Put a review back into the queue, with what was written so far."""
    with transaction.atomic():
        review = locked("release", pk, actor, seen)
        move(review, "release", actor=actor)
    return review


def take_over(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> ClaimReview:
    """Take a review out of somebody's hands, saying why."""
    reason = a_reason(reason)
    with transaction.atomic():
        review = locked("take_over", pk, actor, seen)
        data = {"from": review.holder and review.holder.get_username()}
        move(review, "take_over", actor=actor, reason=reason, data=data, **held_by(actor))
    return review


def renew(pk: int, *, actor: Any) -> ClaimReview:
    """Put the lease's end forward, because its holder is at work. No event, and no new version: no
    open page gets stale by it. Nothing is written if it was renewed a moment ago.

    Raises Conflict when the person does not hold it (any more).
    """
    with transaction.atomic():
        review = locked("edit", pk, actor)
        if review.holder_id != actor.pk:
            raise Conflict(_("You do not hold this review: there is no lease to renew."))
        until = held_by(actor)["lease_until"]
        if review.lease_until and until - review.lease_until >= _RENEWED_EVERY:
            ClaimReview.objects.filter(pk=pk).update(lease_until=until)
            review.lease_until = until
    return review


def expire_leases() -> list[ClaimReview]:
    """Put every review whose lease has run out back into the queue; the desk's clock calls it."""
    overdue = ClaimReview.objects.filter(lease_until__lte=timezone.now()).values_list("pk")
    expired = []
    for (pk,) in list(overdue):
        with transaction.atomic():
            review = journal.lock(ClaimReview, pk)
            if has_lapsed(review):  # renewed meanwhile?
                _expire(review)
                expired.append(review)
    return expired


def _expire(review: ClaimReview) -> None:
    data = {"held_by": review.holder and review.holder.get_username()}
    move(review, "expire", actor=None, data=data)

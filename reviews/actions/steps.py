"""What several verbs do alike: moving on by the table, holding, noting who contributed."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from factcheck.history import journal
from factcheck.history.models import Event
from reviews.models import ClaimReview, Contribution
from reviews.workflow import REVIEW, State


def move(review: ClaimReview, verb: str, *, actor: Any, reason: str = "", **values: Any) -> Event:
    """Write the verb's event and the row, in the state that the table says.

    `data` among the values is the event's; leaving the review ends its lease, and leaving
    `approved` what was scheduled for it.
    """
    data = values.pop("data", None)
    target = REVIEW[verb].target or review.status
    if target != State.IN_REVIEW:
        values |= {"holder": None, "lease_until": None}
    if target != State.APPROVED:
        values |= {"publish_at": None, "scheduled_by": None}
    return journal.change(
        review, REVIEW.event(verb), actor=actor, reason=reason, data=data,
        status=State(target), **values,
    )  # fmt: skip


def told_of(publication: Any) -> dict[str, Any]:
    """What the event says of what was published: `verify_record` holds the record against it."""
    return {
        "version": publication.version,
        "content_hash": publication.content_hash,
        "authored_by": publication.authored_by_id,
        "approved_by": publication.approved_by_id,
    }


def held_by(person: Any) -> dict[str, Any]:
    """The columns of a lease that begins, or is renewed, now."""
    return {
        "holder": person,
        "lease_until": timezone.now() + timedelta(hours=settings.LEASE_HOURS),
    }


def contribute(review: ClaimReview, *people: Any, revision: int | None = None) -> None:
    """Note who edited the revision: they can no longer approve it."""
    Contribution.objects.bulk_create(
        [
            Contribution(review=review, revision=revision or review.revision, person=person)
            for person in people
        ],
        ignore_conflicts=True,
    )

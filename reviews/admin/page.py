"""What a review's page shows besides the form: what is stored, never what was typed."""

from typing import Any

from claims.admin.places import places_of
from claims.admin.places import shown as shown_places
from factcheck.accounts.permissions import people_who_may
from factcheck.challenges.queries import waiting
from factcheck.errors import Blocked
from factcheck.publications.rendering import changes
from reviews import document, gate, policies, similar
from reviews.actions import commenting
from reviews.admin.comments import thread
from reviews.models import Approval, ClaimReview
from reviews.second_person import second_person
from reviews.workflow import State

#: So many places, people and changes are shown at once.
_PLACES, _PEOPLE, _CHANGES = 10, 50, 40

_UNDER_WAY = (State.IN_REVIEW, State.SUBMITTED, State.APPROVED)


def context(pk: int, person: Any) -> dict[str, Any]:
    """Everything that the template names."""
    review = ClaimReview.objects.select_related(
        "claim__claimant", "holder", "author", "rating__scale", "withdrawal_proposed_by",
        "scheduled_by",
    ).get(pk=pk)  # fmt: skip
    approval = review.approvals.select_related("approved_by").first()
    holds = review.status in (State.APPROVED, State.PUBLISHED)
    return {
        "review": review,
        "claim": review.claim,
        **_places(review),
        **checked(gate.checklist(review)),
        "lapsed": policies.has_lapsed(review),
        "ends_soon": policies.ends_soon(review),
        "warning_minutes": policies.WARNING_MINUTES,
        "is_mine": review.holder_id == person.pk,
        "approval": approval if holds else None,
        "people": second_person(review) if review.status in _UNDER_WAY else None,
        "may_comment": person.has_perm(commenting.WRITE),
        "comments": thread(review),
        "mentionable": people_who_may(commenting.READ)[:_PEOPLE],
        "similar": similar.beside(review),
        "challenges": waiting(review.uid) if _was_published(review) else [],
        **_since(review, approval),
    }


def _was_published(review: ClaimReview) -> bool:
    """Whether there is something that others may have found to be wrong."""
    return review.is_public or review.revision > 1 or review.status == State.WITHDRAWN


def _places(review: ClaimReview) -> dict[str, Any]:
    """Where it was said, and whether an article no longer says it."""
    places = shown_places(places_of(review.claim)[:_PLACES])
    return {"places": places, "article_changed": any(place["became"] for place in places)}


def checked(items: list[gate.Item]) -> dict[str, Any]:
    """The checklist, and how much of it is missing."""
    missing = [item for item in items if item.blocking and not item.fulfilled]
    return {"checklist": items, "missing": len(missing)}


def _since(review: ClaimReview, approval: Approval | None) -> dict[str, Any]:
    """What changed since the last content that somebody approved."""
    if approval is None:
        return {}
    try:
        now = document.verdict(review).content()
    except Blocked:
        return {"last_approval": approval, "not_comparable": True}
    found = changes.between(approval.content, now)
    return {"last_approval": approval, "changes": found[:_CHANGES]}

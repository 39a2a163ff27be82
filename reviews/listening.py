"""What reviews do about what claims announce, in the same transaction: all or nothing."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.announcements import (
    claim_accepted,
    claim_merging,
    content_changed,
    neighbours_wanted,
)
from claims.matching import neighbours
from claims.models import Claim, Source
from factcheck.errors import Conflict
from reviews import similar
from reviews.actions import abandon, open_review
from reviews.actions.following import content_touched
from reviews.models import ClaimReview
from reviews.workflow import REVIEW


@receiver(claim_accepted)
def open_its_review(claim: Claim, actor: Any, **_rest: Any) -> None:
    open_review(claim, actor=actor)


@receiver(claim_merging)
def close_its_reviews(claim: Claim, into: Claim, actor: Any, **_rest: Any) -> None:
    """A public verdict, and work in somebody's hands, stand in the way; the rest is given up."""
    reviews = ClaimReview.objects.select_for_update(no_key=True).filter(claim=claim)
    for review in reviews.order_by("pk"):
        if review.is_public:
            raise Conflict(
                _(
                    "A verdict on “%(claim)s” is public. Withdraw it first, naming the verdict on"
                    " the other claim as its successor; then merge."
                )
                % {"claim": claim}
            )
        if review.holder_id and review.holder_id != getattr(actor, "pk", None):
            raise Conflict(
                _("%(holder)s is reviewing “%(claim)s”: ask them to release it, then merge.")
                % {"holder": review.holder, "claim": claim}
            )
        if review.status in REVIEW["abandon"].sources:
            # Not the person's own verb: it follows from merging, which they may do.
            abandon(review.pk, actor=None, reason=_("Merged into “%(claim)s”.") % {"claim": into})


@receiver(content_changed)
def follow_what_is_quoted(record: Any, claims: Any, actor: Any, because: str, **_rest: Any) -> None:
    if isinstance(record, Source):
        quoting = ClaimReview.objects.filter(evidence__source=record)
    else:
        quoting = ClaimReview.objects.filter(claim__in=claims)
    content_touched(quoting, actor, because)


@receiver(neighbours_wanted)
def published_verdicts(claim: Claim, **_rest: Any) -> list[neighbours.Verdict]:
    """What the public record says of the same, or much the same."""
    return [
        neighbours.Verdict(
            claim=found.verdict.claim,
            language=found.verdict.language,
            rating=found.verdict.rating,
            headline=found.verdict.headline,
            address=reverse("verdict-page", args=[found.verdict.id]),
            told=found.told,
        )
        for found in similar.to(claim.text, claim.language)
    ]

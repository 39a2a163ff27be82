"""The queues of reviews: the same for the home page and for the list's filter."""

from datetime import timedelta
from typing import Any

from django.db.models import DateTimeField, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin.queues import passage_waits, passage_waits_since
from claims.models import Claim
from factcheck.desk.queues import Queue, QueueFilter, Queues, register
from factcheck.history.models import Event
from reviews import policies
from reviews.models import ClaimReview
from reviews.models.review import IDLE
from reviews.resting import rests_on_withdrawn_source
from reviews.workflow import REVIEW, State

#: How long before its day a verdict is due to be looked at again.
_AHEAD = timedelta(days=30)


def _held(person: Any) -> Q:
    return Q(holder=person)


def _for_me(person: Any) -> Q:
    return Q(status=State.SUBMITTED) & ~Q(policies.edited_by(person))


def _due(person: Any) -> Q:
    """Public, and nobody is at it."""
    soon = timezone.localdate() + _AHEAD
    return Q(is_public=True, review_by__lte=soon, status__in=IDLE)


def _article_changed(person: Any) -> Q:
    """Public, and nobody has looked yet at what the article says now."""
    return Q(is_public=True, claim__in=Claim.objects.filter(passage_waits()))


def _withdrawing(person: Any) -> Q:
    return Q(withdrawal_proposed_by__isnull=False)


_PROPOSED_AT = Subquery(
    Event.objects.filter(subject=OuterRef("uid"), verb=REVIEW.event("propose_withdrawal"))
    .order_by("-version")
    .values("at")[:1]
)

QUEUES = register(
    Queues(
        ClaimReview,
        [
            Queue("mine", _("In your hands"), _held, permission=REVIEW["edit"].permission),
            Queue("open", _("Open, to be taken"), lambda person: Q(status=State.OPEN)),
            Queue(
                "for_me", _("Submitted, and you may be the second person"), _for_me,
                permission=REVIEW["approve"].permission,
            ),
            Queue(
                "submitted", _("Submitted, in all"), lambda person: Q(status=State.SUBMITTED)
            ),
            Queue(
                "approved", _("Approved, to be published"),
                lambda person: Q(status=State.APPROVED, publish_at__isnull=True),
            ),
            Queue(
                "scheduled", _("Approved, with a time set"),
                lambda person: Q(status=State.APPROVED, publish_at__isnull=False),
                since=F("publish_at"), ahead=True,
            ),
            Queue(
                "due", _("Public, to be looked at again"), _due,
                since=Cast("review_by", DateTimeField()), ahead=True,
            ),
            Queue(
                "article_changed", _("Public, and the article says otherwise now"),
                _article_changed, since=passage_waits_since("claim"),
            ),
            Queue(
                "unsound", _("Resting on a withdrawn source"),
                lambda person: rests_on_withdrawn_source(),
            ),
            Queue(
                "withdrawals", _("Withdrawals that wait for a second person"), _withdrawing,
                since=_PROPOSED_AT,
            ),
        ],
    )
)  # fmt: skip


class ReviewQueueFilter(QueueFilter):
    table = QUEUES

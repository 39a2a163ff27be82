"""What the home page shows of reviews: those in one's hands, with their clocks."""

from typing import Any

from django.conf import settings
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import HttpRequest
from django.utils import timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext_lazy as _

from factcheck.desk import home
from factcheck.history import news
from reviews.admin.queues import QUEUES
from reviews.models import ClaimReview
from reviews.policies import has_lapsed
from reviews.workflow import REVIEW

#: More than one may take: reviews come back into one's hands when changes are requested.
_SHOWN = 20

news.tell(
    ClaimReview,
    title=Coalesce(NullIf("headline", Value("")), F("claim__text")),
    mine=lambda person: QUEUES.rows("mine", person),
)


@home.panel(10)
def in_your_hands(request: HttpRequest) -> home.Panel | None:
    """For whoever reviews; with the button that takes the next one."""
    person = request.user
    if not person.has_perm(REVIEW["edit"].permission):
        return None
    held = list(
        QUEUES.rows("mine", person)
        .select_related("claim")
        .order_by("lease_until", "pk")[: _SHOWN + 1]
    )
    facts = {
        "leases": [_lease(review) for review in held[:_SHOWN]],
        "more": len(held) > _SHOWN,
        "address": QUEUES.address("mine"),
        "most": settings.LEASES_PER_PERSON,
        "may_take": person.has_perm(REVIEW["take"].permission),
    }
    return home.Panel("hands", _("In your hands"), "reviews/home/hands.html", facts)


def _lease(review: ClaimReview) -> dict[str, Any]:
    now = timezone.now()
    left = timeuntil(review.lease_until or now, now)
    return {"review": review, "left": left, "lapsed": has_lapsed(review)}

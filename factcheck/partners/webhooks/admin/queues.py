"""What waits for somebody who looks after partners: the same on the home page and in the lists."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factcheck.desk.queues import Queue, QueueFilter, Queues, register
from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks.states import WEBHOOK, Progress, State

_WORK = WEBHOOK["replay"].permission

ENDPOINTS = register(
    Queues(
        Webhook,
        [
            Queue(
                "disabled_endpoints", _("Endpoints that were disabled"),
                lambda person: Q(status=State.DISABLED), permission=_WORK,
            ),
            Queue(
                "failing_endpoints", _("Endpoints that fail just now"),
                lambda person: Q(status=State.ACTIVE, reach__failing_since__isnull=False),
                since=F("reach__failing_since"), permission=_WORK,
            ),
        ],
    )
)  # fmt: skip

#: Those of deleted endpoints wait for nobody any more.
LETTERS = register(
    Queues(
        Delivery,
        [
            Queue(
                "dead_letters", _("Dead letters"),
                lambda person: Q(status=Progress.DEAD, entry__isnull=False)
                & ~Q(webhook__status=State.DELETED),
                since=F("finished_at"), permission=_WORK,
            )
        ],
    )
)  # fmt: skip


class EndpointQueueFilter(QueueFilter):
    table = ENDPOINTS


class LetterQueueFilter(QueueFilter):
    table = LETTERS

"""The queues of correction requests: the same for the home page and for the list's filter."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import SETTLED, State
from factcheck.desk.queues import Queue, QueueFilter, Queues, register

QUEUES = register(
    Queues(
        CorrectionRequest,
        [
            Queue(
                "challenges", _("Correction requests, to be decided"),
                lambda person: Q(status=State.RECEIVED), since=F("due_at"), ahead=True,
            ),
            Queue(
                "accepted", _("Correction requests, accepted: the verdict is to be corrected"),
                lambda person: Q(status=State.ACCEPTED), since=F("due_at"), ahead=True,
            ),
            Queue(
                "late", _("Correction requests past their day"),
                lambda person: ~Q(status__in=SETTLED) & Q(due_at__lt=timezone.now()),
                since=F("due_at"), ahead=True,
            ),
        ],
    )
)  # fmt: skip


class ChallengeQueueFilter(QueueFilter):
    table = QUEUES

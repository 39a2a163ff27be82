"""The queues of claims: the same for the home page and for the list's filter."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from claims.workflow import State
from factcheck.desk.queues import Beginning, Queue, QueueFilter, Queues, register

QUEUES = register(
    Queues(
        Claim,
        [Queue("suggested", _("Suggested claims"), lambda person: Q(status=State.SUGGESTED))],
        Beginning(_("Bring an article"), "admin:claims_article_add", "claims.add_article"),
    )
)


class ClaimQueueFilter(QueueFilter):
    table = QUEUES

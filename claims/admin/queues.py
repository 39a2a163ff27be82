"""The queues of claims and of fetches: the same for the home page and for the list's filter."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.fetching import State as FetchState
from claims.models import Claim, Fetch
from claims.workflow import State
from factcheck.desk.queues import Beginning, Queue, QueueFilter, Queues, register

QUEUES = register(
    Queues(
        Claim,
        [Queue("suggested", _("Suggested claims"), lambda person: Q(status=State.SUGGESTED))],
        Beginning(_("Bring an article"), "admin:claims_article_add", "claims.add_article"),
    )
)


FETCHES = register(
    Queues(
        Fetch,
        [
            Queue(
                "unfetched", _("Articles that could not be fetched"),
                lambda person: Q(status=FetchState.GIVEN_UP), permission="claims.add_article",
            )
        ],
    )
)  # fmt: skip


class ClaimQueueFilter(QueueFilter):
    table = QUEUES


class FetchQueueFilter(QueueFilter):
    table = FETCHES

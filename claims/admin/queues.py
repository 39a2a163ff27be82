"""The queues of claims and of fetches: the same for the home page and for the list's filter."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from claims.fetching import State as FetchState
from claims.models import Anchor, Claim, Fetch
from claims.workflow import LIVE, TRIAGE, State
from factcheck.desk.queues import Beginning, Queue, QueueFilter, Queues, register

_WAITING = Anchor.objects.filter(waiting_since__isnull=False)


def passage_waits() -> Q:
    """Claims on the desk whose passage is no longer what it was, until somebody has looked."""
    return Q(status__in=LIVE, pk__in=_WAITING.values("appearance__claim"))


def passage_waits_since(claim: str) -> Subquery:
    """Since when; `claim` names the field that holds the claim."""
    of_claim = _WAITING.filter(appearance__claim=OuterRef(claim)).order_by("waiting_since")
    return Subquery(of_claim.values("waiting_since")[:1])


QUEUES = register(
    Queues(
        Claim,
        [
            Queue("suggested", _("Suggested claims"), lambda person: Q(status=State.SUGGESTED)),
            Queue(
                "unsettled",
                _("Claims whose article changed"),
                lambda person: passage_waits(),
                since=passage_waits_since("pk"),
                permission=TRIAGE["acknowledge"].permission,
            ),
        ],
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

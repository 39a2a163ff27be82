"""Who is behind: how far each endpoint was told, and what waits for it. One query for all."""

from typing import Any

from django.db.models import F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from factcheck.partners.models import Delivery, KeyReading, Webhook
from factcheck.partners.webhooks.states import Progress
from factcheck.publications.models import FeedEntry

#: Nobody needs to know more exactly how many there are, and counting them would take long.
MOST = 10_000

_SHOWN = 100
_UNFINISHED = Q(next_attempt_at__isnull=False)
#: The last entry of the feed, in a query.
END = Coalesce(Subquery(FeedEntry.objects.order_by("-pk").values("pk")[:1]), 0)


class _Number(Subquery):
    """How many rows a subquery has."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def with_backlog(webhooks: QuerySet[Webhook]) -> QuerySet[Any]:
    """The endpoints, each with its `reach`, and

    - `ahead`: entries of the feed that no deliveries were made of yet;
    - `waiting` and `dead`: how many deliveries wait, and how many were given up, counted up to
      `MOST` + 1;
    - `oldest`: since when the oldest of those waits, or None.
    """
    first = _of(_UNFINISHED).order_by().values("webhook").annotate(first=Min("created_at"))
    return webhooks.select_related("reach").annotate(
        ahead=Greatest(0, END - F("reach__position"), output_field=IntegerField()),
        waiting=_Number(_of(_UNFINISHED).order_by().values("pk")[: MOST + 1]),
        dead=_Number(_of(Q(status=Progress.DEAD)).order_by().values("pk")[: MOST + 1]),
        oldest=Subquery(first.values("first")),
    )


def without(sequence: int) -> dict[str, Any]:
    """Who does not know of this entry of the feed, and so holds what was said before: deliveries of
    it that did not arrive as `untold`, and keys that asked for the feed and did not get so far as
    `unread`."""
    untold = Delivery.objects.filter(entry=sequence).exclude(status=Progress.DELIVERED)
    unread = KeyReading.objects.filter(position__lt=sequence, key__revoked_at=None)
    return {
        "untold": untold.select_related("webhook__partner").order_by("pk")[:_SHOWN],
        "unread": unread.select_related("key__partner").order_by("key_id")[:_SHOWN],
    }


def _of(which: Q) -> QuerySet[Delivery]:
    return Delivery.objects.filter(which, webhook=OuterRef("pk"))

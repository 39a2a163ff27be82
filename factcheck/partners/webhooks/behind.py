"""Who is behind: how far each endpoint was told, and what waits for it. One query for all."""

from django.db.models import Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks import feeding
from factcheck.partners.webhooks.states import Progress

_UNFINISHED = Q(next_attempt_at__isnull=False)


def with_backlog(webhooks: QuerySet[Webhook]) -> QuerySet[Webhook]:
    """The endpoints, each with its `reach`, and

    - `ahead`: entries of the feed that no deliveries were made of yet;
    - `waiting` and `dead`: how many deliveries wait, and how many were given up;
    - `oldest`: since when the oldest of those waits, or None.
    """
    return webhooks.select_related("reach").annotate(
        ahead=Greatest(0, feeding.end() - F("reach__position"), output_field=IntegerField()),
        waiting=_count(_UNFINISHED),
        dead=_count(Q(status=Progress.DEAD)),
        oldest=Subquery(_of(_UNFINISHED).annotate(first=Min("created_at")).values("first")),
    )


def _count(which: Q) -> Coalesce:
    return Coalesce(Subquery(_of(which).annotate(number=Count("*")).values("number")), 0)


def _of(which: Q) -> QuerySet[Delivery]:
    rows = Delivery.objects.filter(which, webhook=OuterRef("pk"))
    return rows.order_by().values("webhook")

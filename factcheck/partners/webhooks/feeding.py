"""From the change feed to deliveries: each endpoint is told of everything after its own place.

Nothing can be missed: the feed has no gaps and no late entries, and the place moves only together
with the deliveries that were made. What an endpoint has not yet got through is not made: an
endpoint that is slow, or the record's bulk writer, fill no table.
"""

from collections.abc import Callable
from datetime import datetime

from django.db import models, transaction
from django.db.models import Max, Q

from factcheck.partners.models import Delivery, Webhook, WebhookReach
from factcheck.partners.webhooks import events
from factcheck.partners.webhooks.states import Progress, State
from factcheck.publications.models import FeedEntry

#: Deliveries of one endpoint that are due, at most, before more are made of the feed.
WINDOW = 500

Clock = Callable[[], datetime]


def end() -> int:
    """The last entry of the feed; 0 while nothing is published."""
    return FeedEntry.objects.aggregate(last=Max("sequence"))["last"] or 0


def behind() -> list[int]:
    """The endpoints that are to be told, and were not told of everything."""
    told = Q(webhook__status=State.ACTIVE, webhook__partner__active=True)
    reaches = WebhookReach.objects.filter(told, position__lt=end())
    return list(reaches.order_by("webhook_id").values_list("webhook_id", flat=True))


def feed(webhook: int, clock: Clock) -> bool:
    """Make deliveries of what comes next. Says whether its place in the feed moved."""
    with transaction.atomic():
        reach = (
            WebhookReach.objects.select_for_update(of=("self",))
            .select_related("webhook__partner")
            .get(pk=webhook)
        )
        room = WINDOW - due(webhook, clock()).count()
        if not reach.webhook.is_told or room <= 0:
            return False
        entries = list(
            FeedEntry.objects.filter(sequence__gt=reach.position)
            .order_by("sequence")
            .values_list("sequence", "publication__kind")[:room]
        )
        if not entries:
            return False
        _make(reach.webhook, entries, clock())
        reach.position = entries[-1][0]
        reach.save(update_fields=["position"])
    return True


def due(webhook: int, now: datetime) -> models.QuerySet[Delivery]:
    """What can be tried now."""
    waits = Q(status=Progress.WAITING, next_attempt_at__lte=now)
    return Delivery.objects.filter(waits, webhook=webhook)


def _make(webhook: Webhook, entries: list[tuple[int, str]], now: datetime) -> None:
    wanted = {events.OF_VERDICTS[event]: event for event in webhook.events}
    Delivery.objects.bulk_create(
        Delivery(
            webhook=webhook, event=wanted[kind], entry_id=sequence, status=Progress.WAITING,
            next_attempt_at=now, created_at=now,
        )
        for sequence, kind in entries if kind in wanted
    )  # fmt: skip

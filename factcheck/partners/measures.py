"""The partners' numbers: who does not know yet of everything that was published."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Max
from django.db.models.functions import Now

from factcheck.operations.measures import Measure, Sample, measure, together
from factcheck.partners.models import KeyReading, Webhook
from factcheck.partners.webhooks import behind
from factcheck.partners.webhooks.states import State


@together(
    Measure("factcheck_webhook_behind_entries", "Of the feed, not yet made into deliveries."),
    Measure("factcheck_webhook_waiting_seconds", "How long the oldest unfinished delivery waits."),
    Measure("factcheck_webhook_dead_letters", f"Deliveries given up, counted to {behind.MOST}."),
)
def backlogs() -> Iterator[tuple[Sample, ...]]:
    """Of the endpoints that are to be told: who is paused or disabled waits on purpose."""
    told = Webhook.objects.filter(status=State.ACTIVE, partner__active=True)
    rows: Any = behind.with_backlog(told).annotate(now=Now(), slug=F("partner__slug"))
    for each in rows:
        labels = {"partner": each.slug, "webhook": str(each.pk)}
        waits = (each.now - each.oldest).total_seconds() if each.oldest else 0
        yield (
            Sample(each.ahead, labels),
            Sample(max(0, waits), labels),
            Sample(min(each.dead, behind.MOST), labels),
        )


@measure("factcheck_feed_reader_behind_entries", "Of the feed, not yet asked for by a partner.")
def unread() -> Iterator[Sample]:
    rows = KeyReading.objects.filter(key__revoked_at=None, key__partner__active=True)
    found = rows.values("key__partner__slug").annotate(ahead=behind.END - Max("position"))
    for partner, ahead in found.order_by().values_list("key__partner__slug", "ahead"):
        yield Sample(max(0, ahead), {"partner": partner})

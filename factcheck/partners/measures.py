"""The partners' numbers: who does not know yet of everything that was published."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Max
from django.db.models.functions import Now

from factcheck.operations.measures import Sample, measure
from factcheck.partners.models import KeyReading, Webhook
from factcheck.partners.webhooks import behind
from factcheck.partners.webhooks.states import State


@measure("factcheck_webhook_behind_entries", "Of the feed, not yet made into deliveries.")
def ahead() -> Iterator[Sample]:
    for each in _told():
        yield Sample(each.ahead, _labels(each))


@measure("factcheck_webhook_waiting_seconds", "How long the oldest unfinished delivery waits.")
def waiting() -> Iterator[Sample]:
    for each in _told():
        waits = (each.now - each.oldest).total_seconds() if each.oldest else 0
        yield Sample(max(0, waits), _labels(each))


@measure("factcheck_webhook_dead_letters", f"Deliveries given up, counted to {behind.MOST}.")
def dead() -> Iterator[Sample]:
    for each in _told():
        yield Sample(min(each.dead, behind.MOST), _labels(each))


@measure("factcheck_feed_reader_behind_entries", "Of the feed, not yet asked for by a partner.")
def unread() -> Iterator[Sample]:
    rows = KeyReading.objects.filter(key__revoked_at=None, key__partner__active=True)
    found = rows.values("key__partner__slug").annotate(ahead=behind.END - Max("position"))
    for partner, ahead in found.order_by().values_list("key__partner__slug", "ahead"):
        yield Sample(max(0, ahead), {"partner": partner})


def _told() -> Any:
    """Those that are to be told: who is paused or disabled waits on purpose."""
    return behind.with_backlog(
        Webhook.objects.filter(status=State.ACTIVE, partner__active=True)
    ).annotate(now=Now(), slug=F("partner__slug"))


def _labels(webhook: Any) -> dict[str, str]:
    return {"partner": webhook.slug, "webhook": str(webhook.pk)}

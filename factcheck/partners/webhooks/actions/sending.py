"""Having something sent: a test, or what was sent before once more."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.errors import Invalid
from factcheck.history import journal
from factcheck.partners.models import Delivery, WebhookReach
from factcheck.partners.webhooks import jobs
from factcheck.partners.webhooks.actions.steps import locked, send_ping
from factcheck.partners.webhooks.events import OF_VERDICTS, TEST
from factcheck.partners.webhooks.states import DELIVERY, WEBHOOK, Progress

#: Deliveries that are sent again at once.
MOST = 10_000


def test(pk: int, *, actor: Any, by_key: str = "", seen: int | None = None) -> Delivery:
    """Send a test event. Raises NotAllowed, Stale, Conflict."""
    with transaction.atomic():
        webhook, data = locked(pk, "test", actor, by_key, seen)
        ping = send_ping(webhook, TEST, timezone.now())
        data |= {"delivery": ping.message}
        journal.change(webhook, WEBHOOK.event("test"), actor=actor, data=data)
    return ping


def replay(
    pk: int,
    *,
    actor: Any,
    by_key: str = "",
    seen: int | None = None,
    deliveries: Collection[UUID] = (),
    first: int | None = None,
    last: int | None = None,
    delivered: bool = False,
) -> int:
    """Send verdicts' events again, at once and with all tries anew: those `deliveries`, or those of
    the feed from `first` to `last`, both included. Says how many.

    Of a range, dead letters and what still waits; with `delivered`, what was delivered too. They
    keep their message ids, so that a receiver knows what it has seen.

    Raises NotAllowed; Invalid where nothing is named, or more than `MOST`; Stale, Conflict.
    """
    if not deliveries and first is None and last is None:
        raise Invalid(_("Name deliveries, or a range of the feed."))
    with transaction.atomic():
        webhook, data = locked(pk, "replay", actor, by_key, seen)
        rows = Delivery.objects.filter(webhook=webhook, event__in=list(OF_VERDICTS))
        rows = rows.filter(status__in=DELIVERY["replay"].sources)
        if deliveries:
            rows = rows.filter(uid__in=list(deliveries))
        else:
            rows = rows.filter(_range(first, last))
            if not delivered:
                rows = rows.exclude(status=Progress.DELIVERED)
        chosen = list(rows.order_by("pk").values_list("pk", flat=True)[: MOST + 1])
        if len(chosen) > MOST:
            raise Invalid(_("At most %(most)s at once: name a shorter range.") % {"most": MOST})
        if not chosen:
            return 0
        data |= {"first": first, "last": last, "count": len(chosen)}
        journal.change(webhook, WEBHOOK.event("replay"), actor=actor, data=data)
        count = Delivery.objects.filter(pk__in=chosen).exclude(status=Progress.SENDING).update(
            status=Progress.WAITING, tries=0, next_attempt_at=timezone.now(), finished_at=None,
            error="",
        )  # fmt: skip
        # Whoever asks for it says that the endpoint is well.
        WebhookReach.objects.filter(pk=webhook.pk).update(rest_until=None)
        jobs.wake(webhook.pk)
    return count


def _range(first: int | None, last: int | None) -> Q:
    found = Q()
    if first is not None:
        found &= Q(entry__gte=first)
    if last is not None:
        found &= Q(entry__lte=last)
    return found

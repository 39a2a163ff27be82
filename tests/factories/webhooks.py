"""Endpoints of partners, for tests, and a clock that can be put forward."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from factcheck.history import journal
from factcheck.partners.models import Delivery, Partner, Webhook, WebhookReach
from factcheck.partners.webhooks import actions, feeding, passes, recording, sending, starting
from tests.factories import partners, people


class Clock:
    """The time, and how far it was put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return timezone.now() + self.ahead

    def forward(self, by: timedelta) -> None:
        self.ahead += by

    def to(self, moment: datetime | None) -> None:
        """Until then, if it is to come."""
        if moment and moment > self():
            self.ahead = moment - timezone.now()


def endpoint(receiver: Any, path: str = "/hook", **more: Any) -> Webhook:
    """An endpoint that was registered, and has not been challenged yet."""
    owner = more.pop("partner", None) or partners.partner()
    facts = {"url": receiver.url(path), "actor": None} | more
    webhook, secret = actions.register(owner, **facts)
    receiver.secrets.append(str(secret))
    return webhook


def active(receiver: Any, path: str = "/hook", **more: Any) -> Webhook:
    """An endpoint that has answered its challenge."""
    webhook = endpoint(receiver, path, **more)
    passes.run(webhook.pk)
    webhook.refresh_from_db()
    assert webhook.status == "active", webhook.because
    return webhook


def proven(owner: Partner, url: str, state: str = "active") -> Webhook:
    """An endpoint elsewhere that has proven itself, or is in another state since."""
    webhook, _secret = actions.register(owner, url=url, actor=None)
    with transaction.atomic():
        row = journal.lock(Webhook, webhook.pk)
        journal.change(row, "webhook:activate", actor=None, status="active")
    if state == "paused":
        actions.pause(webhook.pk, actor=None)
    if state == "disabled":
        actions.disable(webhook.pk, actor=None, reason="Trop lent.")
    return Webhook.objects.get(pk=webhook.pk)


def until_finished(webhook: Webhook, clock: Clock, **more: Any) -> None:
    """Passes, the clock put forward each time to when something waits no longer, until nothing
    does: to when all of it is due, where the endpoint is not resting."""
    for _turn in range(1000):
        clock.to(passes.run(webhook.pk, clock=clock, **more))
        waiting = Delivery.objects.filter(webhook=webhook, next_attempt_at__isnull=False)
        last = waiting.aggregate(last=Max("next_attempt_at"))["last"]
        if last is None:
            return
        if WebhookReach.objects.get(pk=webhook.pk).rest_until is None:
            clock.to(last)
    raise AssertionError("it does not end")


def state(webhook: Webhook) -> str:
    """As it stands in the database."""
    return Webhook.objects.values_list("status", flat=True).get(pk=webhook.pk)


def started(webhook: Webhook) -> Any:
    """The one message whose turn it is, started as a worker does and not yet sent."""
    feeding.feed(webhook.pk, timezone.now)
    messages = starting.start(Webhook.objects.get(pk=webhook.pk), 1, timezone.now())
    [message] = messages
    return message


def finish(webhook: Webhook, message: Any) -> None:
    """Send what was started, and write down what came of it."""
    recording.record(webhook.pk, [sending.sender()(message)], timezone.now())


def somewhere() -> Webhook:
    """An endpoint of a partner of its own, on another machine: nothing is sent to it."""
    name = f"Partner {people.person().username}"
    webhook, _secret = actions.register(
        partners.partner(name), url="https://news.example/hook", actor=None
    )
    return webhook

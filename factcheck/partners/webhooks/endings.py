"""When nothing is sent to an endpoint any more: what waits for it becomes dead letters."""

from datetime import datetime
from typing import Any

from factcheck.history import journal
from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks.states import WEBHOOK, Progress, State

_ENDED = {
    State.DISABLED: "The endpoint was disabled before this was delivered.",
    State.DELETED: "The endpoint was deleted before this was delivered.",
}


def disable(webhook: Webhook, because: str, now: datetime, actor: Any = None, **data: Any) -> None:
    """In a transaction, on a locked endpoint."""
    _end(webhook, "disable", State.DISABLED, because, now, actor, data)


def delete(webhook: Webhook, because: str, now: datetime, actor: Any = None, **data: Any) -> None:
    """In a transaction, on a locked endpoint."""
    _end(webhook, "delete", State.DELETED, because, now, actor, data)


def _end(
    webhook: Webhook, verb: str, status: State, because: str, now: datetime, actor: Any,
    data: dict[str, Any],
) -> None:  # fmt: skip
    journal.change(
        webhook, WEBHOOK.event(verb), actor=actor, reason=because, data=data, status=status,
        because=because,
    )  # fmt: skip
    drop(webhook, _ENDED[status], now)


def drop(webhook: Webhook, error: str, now: datetime, **only: Any) -> None:
    """Give up what waits for it. What is being sent at this moment is told when it ends."""
    Delivery.objects.filter(webhook=webhook, status=Progress.WAITING, **only).update(
        status=Progress.DEAD, next_attempt_at=None, finished_at=now, error=error
    )

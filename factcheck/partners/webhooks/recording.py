"""Writing down what came of attempts, and what follows for the delivery and for its endpoint.

All of one batch in one transaction, on the locked endpoint: so a person who pauses or disables it
meanwhile, and the worker, each see what the other did.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from factcheck.history import journal
from factcheck.partners.models import Delivery, DeliveryAttempt, Webhook, WebhookReach
from factcheck.partners.webhooks import endings, events, schedule
from factcheck.partners.webhooks.sending import GONE, Outcome
from factcheck.partners.webhooks.states import WEBHOOK, Progress, State

_STOPPED = "Nothing is sent to this endpoint any more; send it again when it is active."


def record(webhook: int, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Write them down. One whose delivery was started again meanwhile is passed over."""
    if not outcomes:
        return
    with transaction.atomic():
        row = journal.lock(Webhook, webhook)
        rows = {found.pk: found for found in _being_sent(outcomes)}
        ours = [
            outcome for outcome in outcomes
            if outcome.delivery in rows and rows[outcome.delivery].attempts == outcome.number
        ]  # fmt: skip
        DeliveryAttempt.objects.bulk_create(map(_attempt, ours))
        for outcome in ours:
            _follow(row, rows[outcome.delivery], outcome, now)
        Delivery.objects.bulk_update(
            [rows[outcome.delivery] for outcome in ours],
            ["status", "next_attempt_at", "finished_at", "http_status", "seconds", "error"],
        )
        # What we broke off ourselves says nothing of the endpoint, nor does an address of before.
        telling = [each for each in ours if not each.lost and each.url == row.url]
        if telling:
            _tell_reach(row, telling, now)
            _tell_endpoint(row, [(rows[outcome.delivery], outcome) for outcome in telling], now)


def _being_sent(outcomes: Sequence[Outcome]) -> list[Delivery]:
    rows = Delivery.objects.select_for_update(no_key=True).order_by("pk")
    pks = [outcome.delivery for outcome in outcomes]
    return list(rows.filter(pk__in=pks, status=Progress.SENDING))


def _attempt(outcome: Outcome) -> DeliveryAttempt:
    return DeliveryAttempt(
        delivery_id=outcome.delivery,
        number=outcome.number,
        began_at=outcome.began_at,
        seconds=outcome.seconds,
        ok=outcome.ok,
        http_status=outcome.status,
        error=outcome.error,
        response=outcome.response,
    )


def _follow(webhook: Webhook, row: Delivery, outcome: Outcome, now: datetime) -> None:
    """The delivery's next state."""
    row.http_status, row.seconds, row.error = outcome.status, outcome.seconds, outcome.error
    if outcome.ok:
        row.status, row.next_attempt_at, row.finished_at = Progress.DELIVERED, None, now
        return
    at = _next_attempt(row, outcome, now)
    if webhook.is_gone or (outcome.status == GONE and outcome.url == webhook.url):
        at = None
        row.error = f"{row.error} {_STOPPED}" if webhook.is_gone else row.error
    if at is None:
        row.status, row.next_attempt_at, row.finished_at = Progress.DEAD, None, now
    else:
        row.status, row.next_attempt_at = Progress.WAITING, at


def _next_attempt(row: Delivery, outcome: Outcome, now: datetime) -> datetime | None:
    most = schedule.CHALLENGES if row.event == events.CHALLENGE else len(schedule.WAITS) + 1
    at = schedule.next_attempt(row.tries, now, outcome.after, most)
    return now if at and outcome.lost else at  # what we broke off ourselves need not wait


def _tell_reach(webhook: Webhook, ours: Sequence[Outcome], now: datetime) -> None:
    """How the endpoint answers."""
    reach = WebhookReach.objects.select_for_update(no_key=True).get(pk=webhook.pk)
    for outcome in ours:
        if outcome.ok:
            reach.failures, reach.failing_since, reach.rest_until = 0, None, None
            reach.delivered_at = now
        else:
            reach.failures += 1
            reach.failing_since = reach.failing_since or now
            reach.rest_until = schedule.rest(reach.failures, now, outcome.after)
    reach.save(update_fields=["failures", "failing_since", "rest_until", "delivered_at"])
    webhook.reach = reach


def _tell_endpoint(
    webhook: Webhook, ours: Sequence[tuple[Delivery, Outcome]], now: datetime
) -> None:
    """What the endpoint is from now on: active, disabled, or what it was."""
    for row, outcome in ours:
        if webhook.status == State.CHALLENGED and _is_its_challenge(row):
            if outcome.ok:
                journal.change(
                    webhook, WEBHOOK.event("activate"), actor=None, status=State.ACTIVE, because=""
                )
            elif row.status == Progress.DEAD:
                endings.disable(webhook, f"It did not answer its challenge. {outcome.error}", now)
        if outcome.status == GONE and webhook.status in WEBHOOK["disable"].sources:
            endings.disable(webhook, outcome.error, now)
    since = webhook.reach.failing_since
    if since and now - since > schedule.DISABLED_AFTER and webhook.status == State.ACTIVE:
        days = schedule.DISABLED_AFTER.days
        endings.disable(webhook, f"Nothing could be delivered to it for {days} days.", now)


def _is_its_challenge(row: Delivery) -> bool:
    """Not one that was sent before it was challenged again."""
    if row.event != events.CHALLENGE:
        return False
    later = Delivery.objects.filter(webhook=row.webhook_id, event=row.event, pk__gt=row.pk)
    return not later.exists()

"""Starting attempts: what is due is taken, counted, and read into messages that can be sent.

What a worker took and never told of (it was killed) is told as lost, and is due again.
"""

from datetime import datetime

from django.db import models, transaction
from django.db.models import F, Q

from factcheck.partners.models import Delivery, Webhook, WebhookReach, WebhookSecret
from factcheck.partners.webhooks import events, messages, secret
from factcheck.partners.webhooks.feeding import due
from factcheck.partners.webhooks.schedule import LOST_AFTER
from factcheck.partners.webhooks.secret import Secret
from factcheck.partners.webhooks.sending import Message, Outcome
from factcheck.partners.webhooks.states import Progress, State

_LOST = "The desk's program was stopped while it sent this: whether it arrived is not known."
OF_CHALLENGES = Q(event=events.CHALLENGE)
_ABOUT_ITSELF = Q(event__in=[events.CHALLENGE, events.TEST])


def start(webhook: Webhook, most: int, now: datetime) -> list[Message]:
    """Begin `most` attempts at what is due, the longest due first. Raises secret.Lost."""
    rows = startable(webhook, now)
    with transaction.atomic():
        taken = list(
            rows.order_by("next_attempt_at", "pk")
            .select_for_update(skip_locked=True, no_key=True)
            .values_list("pk", flat=True)[:most]
        )
        if not taken:
            return []
        secrets = live_secrets(webhook.pk, now)
        Delivery.objects.filter(pk__in=taken).update(
            status=Progress.SENDING, attempts=F("attempts") + 1, tries=F("tries") + 1,
            next_attempt_at=now + LOST_AFTER,
        )  # fmt: skip
        found = Delivery.objects.filter(pk__in=taken).select_related(*messages.RELATED)
        return [_message(row, secrets, now) for row in found.order_by("pk")]


def startable(webhook: Webhook, now: datetime) -> models.QuerySet[Delivery]:
    """What may be tried now: nothing but its challenge until an endpoint has answered that, and
    nothing but what somebody waits for while it rests."""
    rows = due(webhook.pk, now)
    if webhook.status == State.CHALLENGED:
        return rows.filter(OF_CHALLENGES)
    if not webhook.is_told:
        return rows.none()
    resting = WebhookReach.objects.filter(webhook=webhook, rest_until__gt=now)
    return rows.filter(_ABOUT_ITSELF | ~Q(models.Exists(resting)))


def lost(webhook: int, now: datetime) -> list[Outcome]:
    """What was being sent by a worker that is gone."""
    rows = Delivery.objects.filter(
        webhook=webhook, status=Progress.SENDING, next_attempt_at__lte=now
    )
    return [
        Outcome(
            delivery=row.pk,
            number=row.attempts,
            url=row.webhook.url,
            began_at=(row.next_attempt_at or now) - LOST_AFTER,
            seconds=0.0,
            error=_LOST,
            lost=True,
        )
        for row in rows.select_related("webhook").order_by("pk")
    ]


def live_secrets(webhook: int, now: datetime) -> tuple[Secret, ...]:
    """The newest, and the one before while it lives. Raises secret.Lost."""
    rows = _live(now).filter(webhook=webhook)
    return tuple(secret.recall(row.nonce, row.fingerprint) for row in rows)


def with_secrets(webhooks: models.QuerySet[Webhook], now: datetime) -> models.QuerySet[Webhook]:
    """The endpoints, each with its live secrets' rows as `live`, the newest first."""
    return webhooks.prefetch_related(models.Prefetch("secrets", _live(now), to_attr="live"))


def _live(now: datetime) -> models.QuerySet[WebhookSecret]:
    rows = WebhookSecret.objects.filter(Q(ends_at=None) | Q(ends_at__gt=now))
    return rows.order_by("-created_at")


def _message(row: Delivery, secrets: tuple[Secret, ...], now: datetime) -> Message:
    return Message(
        delivery=row.pk,
        number=row.attempts,
        uid=row.uid,
        id=row.message,
        url=row.webhook.url,
        body=messages.body(row),
        secrets=secrets,
        began_at=now,
        is_challenge=row.event == events.CHALLENGE,
    )

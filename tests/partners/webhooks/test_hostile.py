"""A hostile receiver: errors, time-outs, resets, drips, floods. Every event is delivered, or a dead
letter; none is lost, and none is told as delivered that was not."""

from collections import Counter
from typing import Any

import pytest

from factcheck.partners.models import Delivery, DeliveryAttempt, Webhook
from factcheck.partners.webhooks import feeding, passes, schedule
from factcheck.publications.models import FeedEntry
from tests.factories import publications, webhooks
from tests.factories.webhooks import Clock
from tests.partners.webhooks.receiver import (
    Receiver,
    at_random,
    drip,
    flood,
    hang,
    late,
    reset,
    status,
)

BAD = (
    status(500), status(503, "Retry-After: 3"), status(429), status(302, "Location: /x"),
    status(404, body=b"x" * 1_000_000), reset, hang, late(0.5), flood,
    drip(b"HTTP/1.1 500 X\r\n\r\n"), drip(b"HTTP/1.1 2"), drip(b"not http at all\r\n\r\n"),
)  # fmt: skip


def all_told(webhook: Webhook, receiver: Receiver, since: int) -> None:
    """Each event is delivered or dead, and the receiver agrees with the ledger."""
    wanted = set(FeedEntry.objects.filter(sequence__gt=since).values_list("sequence", flat=True))
    rows = Delivery.objects.filter(webhook=webhook, entry__isnull=False)
    assert {row.entry_id for row in rows} == wanted
    assert {row.status for row in rows} <= {"delivered", "dead"}
    came = receiver.sequences()
    attempts: Counter[Any] = Counter(
        DeliveryAttempt.objects.filter(delivery__webhook=webhook, delivery__entry__isnull=False)
        .values_list("delivery__entry", flat=True)
    )  # fmt: skip
    assert attempts == Counter({row.entry_id: row.attempts for row in rows})
    assert came <= attempts, "nothing was sent that is not told"
    assert set(came) >= {row.entry_id for row in rows if row.status == "delivered"}
    assert receiver.unproven == []
    by_sequence = {r.sequence: r.id for r in receiver.received}
    assert len({r.id for r in receiver.received if r.sequence}) == len(wanted)
    assert all(by_sequence[row.entry_id] == row.message for row in rows)


def behave_badly(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, count: int, bad: float
) -> None:
    webhook = webhooks.active(receiver)
    since = feeding.end()
    publications.publish_many(count)
    monkeypatch.setattr("factcheck.partners.webhooks.sending.ATTEMPT_SECONDS", 0.3)
    receiver.behave = at_random(7, bad, *BAD)
    webhooks.until_finished(webhook, Clock())
    all_told(webhook, receiver, since)
    webhook.refresh_from_db()
    assert webhook.status == "active"


@pytest.mark.django_db
def test_a_third_goes_wrong_and_nothing_is_lost(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    behave_badly(receiver, monkeypatch, 80, 0.3)
    assert not Delivery.objects.filter(status="dead").exists()
    assert receiver.most_at_once <= schedule.AT_ONCE * 2, "who hung up is still being waited for"


@pytest.mark.long
def test_ten_thousand_events(
    committed: None, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    behave_badly(receiver, monkeypatch, 10_000, 0.3)


@pytest.mark.django_db
def test_an_endless_answer_costs_no_more_than_agreed(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.partners.webhooks.sending.ATTEMPT_SECONDS", 0.5)
    webhook = webhooks.active(receiver)
    publications.publish()
    receiver.behave = drip(b"HTTP/1.1 200 X\r\n\r\nmerci ")
    passes.run(webhook.pk)
    receiver.behave = flood
    publications.publish()
    passes.run(webhook.pk)
    accepted, flooded = DeliveryAttempt.objects.filter(delivery__entry__isnull=False).order_by("pk")
    assert accepted.ok, "it was accepted: the status says so"
    assert accepted.seconds < 1
    assert not flooded.ok
    assert len(flooded.response) == 2048


@pytest.mark.django_db
def test_a_slow_endpoint_is_asked_less_often_and_then_fast_again(
    receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = webhooks.active(receiver)
    publications.publish_many(30)
    receiver.behave = reset
    after = passes.run(webhook.pk, clock=clock)
    tried = len(receiver.sequences())
    assert schedule.PATIENCE <= tried < schedule.PATIENCE + schedule.AT_ONCE
    assert after - clock() > schedule.REST / 2  # type: ignore[operator]
    clock.to(after)
    passes.run(webhook.pk, clock=clock)
    assert sum(receiver.sequences().values()) == tried + 1, "one, to see"
    receiver.behave = at_random(1, 0)
    webhooks.until_finished(webhook, clock)
    assert not Delivery.objects.exclude(status="delivered").exists()


@pytest.mark.django_db
def test_not_more_is_made_of_the_feed_than_an_endpoint_can_take(
    receiver: Receiver, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "WINDOW", 5)
    webhook = webhooks.active(receiver)
    publications.publish_many(12)
    while feeding.feed(webhook.pk, clock):
        pass
    assert feeding.due(webhook.pk, clock()).count() == 5
    webhooks.until_finished(webhook, clock)
    assert sorted(receiver.sequences().values()) == [1] * 12

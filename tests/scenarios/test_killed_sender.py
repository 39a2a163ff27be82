"""Partners are told by the real worker; it is killed while it sends, and nothing is lost."""

import signal
import time
from typing import Any

import pytest
from django.conf import settings

from factcheck.history import replay
from factcheck.partners.models import Delivery, DeliveryAttempt
from factcheck.partners.webhooks import jobs, schedule
from tests.factories import publications, webhooks
from tests.partners.webhooks.receiver import Receiver, at_random, hang, late, receiving
from tests.scenarios.test_killed_worker import program, until

#: The worker of webhooks, as an operator runs it; but it does not wait as long for the lost.
WORKER = """
import sys
from datetime import timedelta
from factcheck.partners.webhooks import schedule
schedule.LOST_AFTER = timedelta(seconds=1)
from django.core.management import execute_from_command_line
execute_from_command_line(
    ["manage.py", "procrastinate", "worker", "--queues", "webhooks", "--concurrency", "4"]
)
"""
COUNT = 300


@pytest.fixture
def receiver(committed: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    with receiving() as found:
        settings.WEBHOOK_OWN_TARGETS = [found.target]
        monkeypatch.setenv("WEBHOOK_OWN_TARGETS", found.target)
        yield found


def test_told_at_once_and_killed_in_between(receiver: Receiver) -> None:
    webhook = webhooks.endpoint(receiver)
    worker = program(WORKER)
    try:
        until(lambda: webhooks.state(webhook) == "active")
        publications.publish()
        published = time.monotonic()
        until(lambda: sum(receiver.sequences().values()) == 1)
        assert time.monotonic() - published < 10

        receiver.behave = at_random(1, 1, late(0.02))
        publications.publish_many(COUNT)
        jobs.wake_all()  # what the clock does every minute: the bulk writer announces nothing
        until(lambda: len(receiver.sequences()) > COUNT // 3)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        under_way = Delivery.objects.filter(status="sending").count()
        assert 1 <= under_way <= schedule.AT_ONCE
        assert len(receiver.sequences()) < COUNT

        worker = program(WORKER)
        time.sleep(1)
        jobs.wake_all()
        until(lambda: not Delivery.objects.exclude(status="delivered").exists())
    finally:
        worker.kill()
        worker.wait()

    came = receiver.sequences()
    assert len(came) == COUNT + 1
    assert sum(came.values()) <= COUNT + 1 + under_way
    assert receiver.unproven == []
    again = Delivery.objects.filter(attempts=2)
    assert again.count() == under_way
    for row in again:
        lost, told = row.made.order_by("number")
        assert "program was stopped" in lost.error
        assert told.ok
        assert {r.id for r in receiver.received if r.sequence == row.entry_id} == {row.message}
    assert not list(replay.differences())


def test_one_that_hangs_holds_up_nobody_else(receiver: Receiver, monkeypatch: Any) -> None:
    """Three of four places are taken by endpoints that say nothing; the fourth goes on."""
    with receiving() as good:
        targets = f"{receiver.target},{good.target}"
        settings.WEBHOOK_OWN_TARGETS = targets.split(",")
        monkeypatch.setenv("WEBHOOK_OWN_TARGETS", targets)
        for number in range(3):
            webhooks.active(receiver, f"/{number}")
        quick = webhooks.active(good)
        receiver.behave = hang
        publications.publish_many(40)
        jobs.wake_all()
        worker = program(WORKER)
        try:
            until(lambda: len(good.sequences()) == 40)
            assert not DeliveryAttempt.objects.filter(ok=False).exists(), "they still hang"
        finally:
            worker.kill()
            worker.wait()
        assert receiver.most_at_once <= 3 * schedule.AT_ONCE
        assert quick.deliveries.filter(status="waiting").count() == 0

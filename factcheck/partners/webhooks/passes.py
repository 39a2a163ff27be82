"""A pass over one endpoint: everything that is due is sent, several attempts at a time.

One pass at a time works on an endpoint, and for a few seconds only: so a slow endpoint holds up
nobody but itself. Whatever happens to jobs and workers, a pass does what is due and nothing else;
a clock of the worker starts one where a job was lost.
"""

import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.models import Min
from django.utils import timezone

from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks import feeding, recording, schedule, sending, starting
from factcheck.partners.webhooks.feeding import Clock
from factcheck.partners.webhooks.sending import Outcome, Send
from factcheck.partners.webhooks.states import Progress, State

#: How long a pass goes on starting attempts, before others have their turn.
SECONDS = 10.0
#: Attempts that end within so many seconds are written down together.
_TOGETHER = 0.02
#: The first half of the lock's number; the second is the endpoint's.
_LOCK = 7_310_463


def run(webhook: int, *, clock: Clock = timezone.now, send: Send | None = None) -> datetime | None:
    """One pass; nothing where another one is at it. Says when the next one has something to do:
    None when that is not known, or never."""
    send = send or sending.sender()
    until = time.monotonic() + SECONDS
    while True:
        with _alone_at(webhook) as alone:
            if not alone:
                return None
            _Pass(webhook, clock, send).until(until)
            after = next_due(webhook)
        # What came while we were at it found us at it, and left it to us.
        if after is None or after > clock() or time.monotonic() >= until:
            return after


def next_due(webhook: int) -> datetime | None:
    """When the next of its deliveries can be tried, or is known to be lost."""
    row = Webhook.objects.select_related("reach", "partner").get(pk=webhook)
    waiting = Delivery.objects.filter(webhook=row, next_attempt_at__isnull=False)
    if row.status == State.CHALLENGED:
        waiting = waiting.filter(starting.OF_CHALLENGES)
    elif not row.is_told:
        waiting = waiting.filter(status=Progress.SENDING)
    first = waiting.aggregate(first=Min("next_attempt_at"))["first"]
    rest = row.reach.rest_until
    return max(first, rest) if first and rest else first


@contextmanager
def _alone_at(webhook: int) -> Iterator[bool]:
    """Whether we are: as long as this connection lives, and not longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK, webhook])
        [alone] = cursor.fetchone()
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCK, webhook])


class _Pass:
    def __init__(self, webhook: int, clock: Clock, send: Send) -> None:
        self._webhook, self._clock, self._send = webhook, clock, send
        self._going_on: set[Future[Outcome]] = set()

    def until(self, end: float) -> None:
        recording.record(self._webhook, starting.lost(self._webhook, self._clock()), self._clock())
        with ThreadPoolExecutor(schedule.AT_ONCE, thread_name_prefix="webhook") as threads:
            while True:
                goes_on = time.monotonic() < end
                if not (goes_on and self._start(threads)) and not self._going_on:
                    return
                self._finish()

    def _start(self, threads: ThreadPoolExecutor) -> bool:
        """Begin as many attempts as there is room for. Says whether anything was begun, or came."""
        row = Webhook.objects.select_related("reach", "partner").get(pk=self._webhook)
        room = schedule.at_once(row.reach.failures) - len(self._going_on)
        if room <= 0:
            return False
        messages = starting.start(row, room, self._clock())
        for message in messages:
            self._going_on.add(threads.submit(self._send, message))
        return bool(messages) or feeding.feed(self._webhook, self._clock)

    def _finish(self) -> None:
        """Wait for the next that ends, and write it down with those that end about then."""
        wait(self._going_on, return_when=FIRST_COMPLETED)
        done, self._going_on = wait(self._going_on, timeout=_TOGETHER)
        outcomes = [each.result() for each in done]
        recording.record(self._webhook, outcomes, self._clock())

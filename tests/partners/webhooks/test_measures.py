"""Who does not know yet of everything, as Prometheus reads it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from factcheck.operations.measures import looks
from factcheck.partners.models import KeyReading
from factcheck.partners.webhooks import actions, feeding
from tests import raw
from tests.factories import partners, publications, webhooks
from tests.partners.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db

AHEAD, WAITS = "factcheck_webhook_behind_entries", "factcheck_webhook_waiting_seconds"
DEAD, UNREAD = "factcheck_webhook_dead_letters", "factcheck_feed_reader_behind_entries"


def numbers() -> dict[str, list[float]]:
    return {
        each.name: [sample.value for row in rows if (sample := row[place])]
        for look in looks()
        if look.measures[0].name in (AHEAD, UNREAD)
        for rows in [list(look.take())]
        for place, each in enumerate(look.measures)
    }


def test_what_is_published_counts_until_it_is_delivered(
    receiver: Receiver, django_assert_num_queries: Any
) -> None:
    webhook = webhooks.active(receiver)
    assert numbers() == {AHEAD: [0], WAITS: [0], DEAD: [0], UNREAD: []}
    for _ in range(3):
        publications.publish(publications.verdict())
    publications.commit()
    assert numbers()[AHEAD] == [3]

    feeding.feed(webhook.pk, lambda: timezone.now() - timedelta(hours=2))
    with django_assert_num_queries(2):  # what endpoints, and what readers of the feed have not
        found = numbers()
    assert found[AHEAD] == [0]
    assert found[WAITS][0] == pytest.approx(7200, abs=60)

    raw.tamper(
        "UPDATE partners_delivery SET status = 'dead', next_attempt_at = NULL,"
        " finished_at = now(), error = 'gone'"
        " WHERE status = 'waiting'"
    )
    found = numbers()
    assert found[WAITS] == [0]
    assert found[DEAD] == [3]


def test_who_is_paused_waits_on_purpose_and_is_no_alarm(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    publications.publish(publications.verdict())
    publications.commit()
    assert numbers()[AHEAD] == [1]
    actions.pause(webhook.pk, actor=None)
    assert numbers()[AHEAD] == []


def test_a_partner_that_polls_is_as_far_as_its_key_that_is_ahead() -> None:
    for _ in range(4):
        publications.publish(publications.verdict())
    publications.commit()
    now: Any = timezone.now()
    for position in (1, 3):
        key, _text = partners.key()
        KeyReading.objects.create(key=key, position=position, asked_at=now)
    assert numbers()[UNREAD] == [1]

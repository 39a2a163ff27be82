"""What PostgreSQL itself keeps of endpoints and of the ledger, whoever writes."""

from typing import Any

import pytest

from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks import actions, passes
from tests import raw
from tests.factories import publications, webhooks
from tests.partners.webhooks.receiver import Receiver, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(receiver: Receiver) -> Delivery:
    """A delivery that waits, after one attempt that failed."""
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    passes.run(webhook.pk)
    return Delivery.objects.get(status="waiting")


def change(row: Delivery, what: str, *values: Any) -> None:
    raw.run(f"UPDATE partners_delivery SET {what} WHERE id = %s", *values, row.pk)


def test_nothing_is_delivered_without_an_attempt_that_was(row: Delivery) -> None:
    with raw.refused("cannot go from waiting to delivered"):
        change(row, "status = 'delivered', next_attempt_at = NULL, finished_at = now()")
    change(row, "status = 'sending', attempts = attempts + 1")
    with raw.refused("is not told"):
        change(row, "status = 'delivered', next_attempt_at = NULL, finished_at = now()")
    raw.run(
        "INSERT INTO partners_deliveryattempt"
        " (delivery_id, number, began_at, seconds, ok, error, response)"
        " VALUES (%s, 2, now(), 0, false, 'no', '')", row.pk,
    )  # fmt: skip
    with raw.refused("is not told"):
        change(row, "status = 'delivered', next_attempt_at = NULL, finished_at = now()")


@pytest.mark.parametrize(
    ("what", "match"),
    [
        ("attempts = attempts - 1", "counted one by one"),
        ("attempts = attempts + 1", "counted one by one"),
        ("status = 'sending', attempts = attempts + 2", "counted one by one"),
        ("uid = gen_random_uuid()", "never changes"),
        ("sequence = NULL, event = 'endpoint.test'", "never changes"),
        ("status = 'lost'", "cannot go"),
        ("status = 'dead', next_attempt_at = NULL, finished_at = now(), error = ''", "is_told"),
        ("next_attempt_at = NULL", "goes_on_or_is_finished"),
        ("tries = attempts + 1", "delivery_tries"),
    ],
)
def test_the_ledger_moves_by_its_table(row: Delivery, what: str, match: str) -> None:
    with raw.refused(match):
        change(row, what)


def test_an_event_goes_to_an_endpoint_once(row: Delivery) -> None:
    with raw.refused("delivery_once"):
        raw.run(
            "INSERT INTO partners_delivery (uid, webhook_id, event, sequence, status, attempts,"
            " tries, next_attempt_at, error, created_at)"
            " SELECT gen_random_uuid(), webhook_id, event, sequence, 'waiting', 0, 0, now(), '',"
            " now() FROM partners_delivery WHERE id = %s", row.pk,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("DELETE FROM partners_delivery", "never deleted"),
        ("DELETE FROM partners_webhook", "never deleted"),
        ("DELETE FROM partners_webhooksecret", "changes only with an event"),
        ("UPDATE partners_webhooksecret SET ends_at = now()", "changes only with an event"),
        ("DELETE FROM partners_deliveryattempt", "append-only"),
        ("UPDATE partners_deliveryattempt SET ok = true, error = ''", "append-only"),
        ("UPDATE partners_webhookreach SET position = position - 1", "never goes back"),
        ("UPDATE partners_webhook SET status = 'disabled', because = 'x'", "no event allows"),
        ("UPDATE partners_webhook SET url = 'https://elsewhere.example/'", "no event allows"),
        ("TRUNCATE partners_deliveryattempt", "never emptied"),
    ],
)
def test_what_is_written_stays(row: Delivery, statement: str, match: str) -> None:
    with raw.undone():
        # Rows of another transaction than that of their events, as they are in life.
        raw.tamper("UPDATE history_event SET transaction = 1")
        with raw.refused(match):
            raw.run(statement)


def test_an_attempt_is_told_only_while_it_is_made(row: Delivery) -> None:
    with raw.refused("No attempt 2 is under way"):
        raw.run(
            "INSERT INTO partners_deliveryattempt"
            " (delivery_id, number, began_at, seconds, ok, error, response)"
            " VALUES (%s, 2, now(), 0, true, '', '')", row.pk,
        )  # fmt: skip


def test_an_event_must_fit_the_move(row: Delivery) -> None:
    webhook = Webhook.objects.get()
    actions.pause(webhook.pk, actor=None)
    webhook.refresh_from_db()
    raw.forge(webhook, "webhook:activate", "active")
    with raw.refused("no event allows"):
        raw.run("UPDATE partners_webhook SET version = version + 1, status = 'active'")

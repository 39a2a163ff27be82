"""An endpoint is told of what is published: signed, once it proved itself, again if it failed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook as Verifier

from factcheck.partners.models import Delivery, DeliveryAttempt, WebhookReach
from factcheck.partners.webhooks import actions, passes, schedule
from tests.factories import publications, webhooks
from tests.factories.webhooks import Clock
from tests.partners.webhooks.receiver import Receiver, hang, late, status

pytestmark = pytest.mark.django_db


def of_verdicts(webhook: Any) -> list[Delivery]:
    return list(Delivery.objects.filter(webhook=webhook, entry__isnull=False).order_by("pk"))


# --- The way of a message


def test_it_is_told_what_was_said_of_which_verdict(receiver: Receiver, settings: Any) -> None:
    webhook = webhooks.active(receiver)
    first = publications.publish()
    publications.correct(first)
    publications.withdraw(first)
    passes.run(webhook.pk)
    told = [r for r in receiver.received if r.sequence]
    assert sorted(r.said["type"] for r in told) == [
        "verdict.corrected",
        "verdict.published",
        "verdict.withdrawn",
    ]
    [corrected] = [r.said for r in told if r.said["type"] == "verdict.corrected"]
    assert corrected["data"] == {
        "id": str(first.verdict),
        "version": 2,
        "kind": "corrected",
        "sequence": corrected["data"]["sequence"],
        "url": f"{settings.PUBLIC_BASE_URL}/api/v1/verdicts/{first.verdict}/",
    }
    assert corrected["timestamp"].endswith("Z")
    assert [d.status for d in of_verdicts(webhook)] == ["delivered"] * 3


def test_the_standards_own_library_accepts_it(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    passes.run(webhook.pk)
    last = receiver.received[-1]
    [secret] = receiver.secrets
    assert Verifier(secret).verify(last.body, last.headers) == last.said
    assert receiver.unproven == []
    assert last.headers["content-type"] == "application/json"
    assert last.headers["user-agent"].startswith("factcheck-desk/")


def test_only_what_it_wants(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver, events=["verdict.corrected"])
    publications.correct(publications.publish())
    passes.run(webhook.pk)
    assert [d.event for d in of_verdicts(webhook)] == ["verdict.corrected"]
    assert WebhookReach.objects.get().position == of_verdicts(webhook)[0].entry_id


def test_nothing_from_before_it_was_there(receiver: Receiver) -> None:
    publications.publish()
    webhook = webhooks.active(receiver)
    passes.run(webhook.pk)
    assert of_verdicts(webhook) == []


# --- Trying again


def test_it_is_tried_ten_times_over_three_days_and_is_then_a_dead_letter(
    receiver: Receiver, clock: Clock
) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    receiver.behave = status(500, body=b"Ouf\0 \xff<b>")
    begun = clock()
    webhooks.until_finished(webhook, clock)
    [row] = of_verdicts(webhook)
    assert (row.status, row.attempts, row.http_status) == ("dead", 10, 500)
    assert row.error == "It did not accept the message (500)."
    taken = clock() - begun
    assert sum(schedule.WAITS, timedelta()) <= taken
    assert taken <= sum(schedule.WAITS, timedelta()) * (1 + schedule.JITTER) + timedelta(minutes=5)
    attempts = list(row.made.order_by("number"))
    assert [a.number for a in attempts] == list(range(1, 11))
    assert attempts[0].response == "Ouf� �<b>"
    ids = {r.id for r in receiver.received if r.sequence}
    assert ids == {row.message}


@pytest.mark.parametrize(
    ("behave", "told"),
    [
        (status(302, "Location: https://elsewhere.example/"), "leads on to another address (302)"),
        (status(404), "did not accept the message (404)"),
        (late(0.4), "took longer than 0.2 seconds"),
        (hang, "took longer than 0.2 seconds"),
    ],
)
def test_what_counts_as_a_failure(
    receiver: Receiver, behave: Any, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook = webhooks.active(receiver)
    monkeypatch.setattr("factcheck.partners.webhooks.sending.ATTEMPT_SECONDS", 0.2)
    publications.publish()
    receiver.behave = behave
    passes.run(webhook.pk)
    [row] = of_verdicts(webhook)
    assert (row.status, row.attempts) == ("waiting", 1)
    assert told in row.error
    wait = row.next_attempt_at - timezone.now()  # type: ignore[operator]
    assert timedelta(seconds=4) < wait < timedelta(seconds=6)


def test_it_waits_as_long_as_it_is_asked_to(receiver: Receiver, clock: Clock) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    receiver.behave = status(503, "Retry-After: 600")
    after = passes.run(webhook.pk, clock=clock)
    assert timedelta(seconds=595) < after - clock() < timedelta(seconds=601)  # type: ignore[operator]
    publications.publish()
    assert passes.run(webhook.pk, clock=clock) == after
    assert len([r for r in receiver.received if r.sequence]) == 1, "the others wait as well"


def test_but_not_for_ever(receiver: Receiver, clock: Clock) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    receiver.behave = status(429, "Retry-After: 99999999")
    passes.run(webhook.pk, clock=clock)
    [row] = of_verdicts(webhook)
    assert row.next_attempt_at - clock() <= timedelta(hours=24)  # type: ignore[operator]


# --- Both secrets


def test_while_two_secrets_live_either_proves_a_message(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    [old] = receiver.secrets
    _row, new = actions.rotate(webhook.pk, actor=None)
    publications.publish()
    passes.run(webhook.pk)
    last = receiver.received[-1]
    assert len(last.headers["webhook-signature"].split()) == 2
    for secret in (old, str(new)):
        assert Verifier(secret).verify(last.body, last.headers)


def test_at_once_the_old_one_is_worth_nothing(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    actions.rotate(webhook.pk, actor=None, hours=0)
    publications.publish()
    passes.run(webhook.pk)
    assert receiver.unproven == [receiver.received[-1]]


def test_after_a_change_of_secret_key_the_secrets_stay(receiver: Receiver, settings: Any) -> None:
    webhook = webhooks.active(receiver)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-one"
    publications.publish()
    passes.run(webhook.pk)
    assert receiver.received[-1].sequence
    assert receiver.unproven == []


def test_nothing_is_sent_unsigned(receiver: Receiver, settings: Any) -> None:
    webhook = webhooks.active(receiver)
    settings.SECRET_KEY = "another-one"
    publications.publish()
    with pytest.raises(Exception, match="SECRET_KEY_FALLBACKS"):
        passes.run(webhook.pk)
    [row] = of_verdicts(webhook)
    assert (row.status, row.attempts) == ("waiting", 0)


def test_no_secret_is_in_the_database(receiver: Receiver) -> None:
    from tests import raw

    webhooks.active(receiver)
    [secret] = receiver.secrets
    rows = raw.run("SELECT t::text FROM partners_webhooksecret t")
    rows += raw.run("SELECT data::text FROM history_event WHERE verb LIKE 'webhook%%'")
    assert rows
    assert secret[6:30] not in str(rows)


# --- The ledger


def test_attempts_say_what_was_answered_and_how_long_it_took(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    receiver.behave = late(0.1)
    passes.run(webhook.pk)
    attempt = DeliveryAttempt.objects.get(delivery__webhook=webhook, delivery__entry__isnull=False)
    assert (attempt.ok, attempt.http_status, attempt.error) == (True, 200, "")
    assert 0.1 <= attempt.seconds < 2

"""What becomes of an endpoint: it proves itself, is paused, moved, disabled, deleted."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import orjson
import pytest

from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history import replay
from factcheck.history.models import Event
from factcheck.partners import actions as partner_actions
from factcheck.partners.models import Delivery, Webhook, WebhookSecret
from factcheck.partners.webhooks import actions, jobs, passes, schedule, sending, targets
from factcheck.partners.webhooks.actions import registering, steps
from tests import raw
from tests.factories import partners, people, publications, webhooks
from tests.factories.webhooks import Clock
from tests.partners.webhooks.receiver import Received, Receiver, accept, reset, status

pytestmark = pytest.mark.django_db


def progress(webhook: Webhook) -> list[str]:
    rows = Delivery.objects.filter(webhook=webhook, entry__isnull=False)
    return list(rows.order_by("pk").values_list("status", flat=True))


# --- The challenge


def test_a_new_endpoint_proves_itself_first(receiver: Receiver) -> None:
    webhook = webhooks.endpoint(receiver)
    publications.publish()
    assert webhook.status == "challenged"
    passes.run(webhook.pk)
    first, second = receiver.received
    assert first.said["type"] == "endpoint.challenge"
    assert first.said["data"]["endpoint"] == str(webhook.uid)
    assert second.said["type"] == "verdict.published", "and nothing is missed that came meanwhile"
    assert receiver.unproven == []
    assert webhooks.state(webhook) == "active"


def echo(received: Received, connection: Any) -> None:
    status(200, body=received.body)(received, connection)


@pytest.mark.parametrize("behave", [status(200), status(200, body=b"ok"), echo, status(404), reset])
def test_who_does_not_repeat_the_challenge_is_told_nothing(
    receiver: Receiver, clock: Clock, behave: Any
) -> None:
    receiver.behave = behave
    webhook = webhooks.endpoint(receiver)
    publications.publish()
    webhooks.until_finished(webhook, clock)
    assert {r.said["type"] for r in receiver.received} == {"endpoint.challenge"}
    assert len(receiver.received) == schedule.CHALLENGES
    webhook.refresh_from_db()
    assert webhook.status == "disabled"
    assert webhook.because.startswith("It did not answer its challenge.")


def test_the_token_alone_as_text_will_do(receiver: Receiver) -> None:
    def answer(received: Received, connection: Any) -> None:
        status(202, body=received.said["data"]["challenge"].encode() + b"\n")(received, connection)

    receiver.behave = answer
    webhook = webhooks.endpoint(receiver)
    passes.run(webhook.pk)
    assert webhooks.state(webhook) == "active"


def test_challenged_again_it_comes_back_and_hears_what_it_missed(
    receiver: Receiver, clock: Clock
) -> None:
    receiver.behave = status(500)
    webhook = webhooks.endpoint(receiver)
    webhooks.until_finished(webhook, clock)
    publications.publish()
    receiver.behave = accept
    actions.challenge(webhook.pk, actor=None)
    passes.run(webhook.pk)
    assert webhooks.state(webhook) == "active"
    assert progress(webhook) == ["delivered"]


def test_an_answer_from_the_old_address_proves_nothing(receiver: Receiver) -> None:
    webhook = webhooks.endpoint(receiver)
    message = webhooks.started(webhook)
    actions.change(webhook.pk, actor=None, url=receiver.url("/new"))
    webhooks.finish(webhook, message)
    assert webhooks.state(webhook) == "challenged"
    passes.run(webhook.pk)
    assert webhooks.state(webhook) == "active"
    assert receiver.received[-1].path == "/new"


def test_what_the_old_address_says_is_not_held_against_the_new_one(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    message = webhooks.started(webhook)
    actions.change(webhook.pk, actor=None, url=receiver.url("/new"))
    receiver.behave = status(410)
    webhooks.finish(webhook, message)
    assert webhooks.state(webhook) == "challenged"
    receiver.behave = accept
    passes.run(webhook.pk)
    assert webhooks.state(webhook) == "active"
    assert progress(webhook) == ["waiting"]


# --- Registering


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://localhost/hook", "private network"),
        ("https://10.0.0.1/hook", "private network"),
        ("https://169.254.169.254/hook", "private network"),
        ("https://[::1]/hook", "private network"),
        ("http://news.example/hook", "by https to port 443"),
        ("https://news.example:8443/hook", "port"),
        ("https://news.example:80/hook", "port 443"),
        ("https://user:pw@news.example/hook", "user name"),
        ("ftp://news.example/hook", "http"),
        ("news.example", "web address"),
    ],
)
def test_where_nothing_is_sent(url: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        actions.register(partners.partner(), url=url, actor=None)
    assert list(refused.value.fields) == ["url"]
    assert not Webhook.objects.exists()


def test_a_name_that_leads_inside_is_found_out_when_it_is_connected_to(
    receiver: Receiver,
) -> None:
    """The name is looked up at each attempt, and what it stands for is checked then."""
    webhook, _secret = actions.register(
        partners.partner(), url="https://innocent.example/hook", actor=None
    )
    policy = replace(targets.policy(), resolve=lambda *asked: ["127.0.0.1"])
    passes.run(webhook.pk, send=sending.sender(policy))
    row = Delivery.objects.get()
    assert "innocent.example (127.0.0.1)" in row.error
    assert receiver.received == []


def test_one_address_once(receiver: Receiver) -> None:
    webhook = webhooks.endpoint(receiver)
    with pytest.raises(Conflict, match=str(webhook.uid)):
        webhooks.endpoint(receiver)
    webhooks.endpoint(receiver, partner=partners.partner("Autre"))
    actions.delete(webhook.pk, actor=None)
    webhooks.endpoint(receiver)


def test_not_too_many(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "MOST", 2)
    first = webhooks.endpoint(receiver, "/1")
    webhooks.endpoint(receiver, "/2")
    with pytest.raises(Conflict, match="delete one"):
        webhooks.endpoint(receiver, "/3")
    actions.delete(first.pk, actor=None)
    webhooks.endpoint(receiver, "/3")


def test_nobody_is_sent_many_challenges(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until it has answered, an address may be anybody's."""
    monkeypatch.setattr(steps, "CHALLENGES_A_DAY", 3)
    webhook = webhooks.endpoint(receiver, "/1")
    webhooks.endpoint(receiver, "/2")
    actions.change(webhook.pk, actor=None, url=receiver.url("/3"))
    for challenging in (
        lambda: actions.challenge(webhook.pk, actor=None),
        lambda: actions.change(webhook.pk, actor=None, url=receiver.url("/4")),
        lambda: webhooks.endpoint(receiver, "/5"),
    ):
        with pytest.raises(Conflict, match="no more today"):
            challenging()
    webhooks.endpoint(receiver, "/1", partner=partners.partner("Autre"))


@pytest.mark.parametrize("given", ["localhost:80", "10.0.0.1", "10.0.0.1:x", "receiver.example:80"])
def test_a_wrong_setting_is_told(settings: Any, given: str) -> None:
    settings.WEBHOOK_OWN_TARGETS = [given]
    with pytest.raises(ValueError, match="numeric addresses with their ports"):
        targets.own_targets()


def test_who_may(receiver: Receiver) -> None:
    webhook = webhooks.endpoint(receiver)
    for nobody in (people.reviewer(), people.person("auditor")):
        with pytest.raises(NotAllowed):
            actions.pause(webhook.pk, actor=nobody)
        with pytest.raises(NotAllowed):
            webhooks.endpoint(receiver, "/x", actor=nobody)
    other, _text = partners.key(["webhooks"], partner=partners.partner("Autre"))
    reads, _text = partners.key(["read"])
    for key in (other, reads):
        with pytest.raises(NotAllowed):
            actions.delete(webhook.pk, actor=None, by_key=key.public_id)
    actions.disable(webhook.pk, actor=people.person("partner manager"), reason="Demandé.")


# --- Pausing, moving, another secret


def test_paused_it_hears_nothing_and_resumed_everything(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    actions.pause(webhook.pk, actor=None)
    publications.publish()
    passes.run(webhook.pk)
    assert progress(webhook) == []
    actions.resume(webhook.pk, actor=None)
    passes.run(webhook.pk)
    assert progress(webhook) == ["delivered"]


def test_another_address_is_challenged_and_then_told(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    actions.change(webhook.pk, actor=None, seen=2, url=receiver.url("/new"), label="Neuf")
    publications.publish()
    passes.run(webhook.pk)
    assert [(r.path, r.said["type"]) for r in receiver.received[1:]] == [
        ("/new", "endpoint.challenge"),
        ("/new", "verdict.published"),
    ]


def test_a_change_from_an_old_page_is_refused(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    with pytest.raises(Stale):
        actions.change(webhook.pk, actor=None, seen=1, events=["verdict.withdrawn"])
    actions.change(webhook.pk, actor=None, seen=2, events=["verdict.withdrawn"])
    event = Event.objects.latest("id")
    assert event.verb == "webhook:change"
    assert event.data["changes"]["events"][1] == ["verdict.withdrawn"]


def test_never_more_than_two_secrets_live(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    for _time in range(3):
        actions.rotate(webhook.pk, actor=None)
    live = [row for row in WebhookSecret.objects.all() if row.ends_at is None]
    assert len(live) == 1
    publications.publish()
    passes.run(webhook.pk)
    assert len(receiver.received[-1].headers["webhook-signature"].split()) == 2
    with pytest.raises(Invalid):
        actions.rotate(webhook.pk, actor=None, hours=169)


# --- The end


def test_gone_means_gone(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    publications.publish()
    publications.publish()
    receiver.behave = status(410)
    passes.run(webhook.pk)
    webhook.refresh_from_db()
    assert (webhook.status, webhook.because[:10]) == ("disabled", "It is gone")
    assert progress(webhook) == ["dead", "dead"]
    publications.publish()
    passes.run(webhook.pk)
    assert len(progress(webhook)) == 2


def test_five_days_without_a_success_disable_it(receiver: Receiver, clock: Clock) -> None:
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    passes.run(webhook.pk, clock=clock)
    clock.forward(schedule.DISABLED_AFTER + timedelta(minutes=1))
    publications.publish()
    passes.run(webhook.pk, clock=clock)
    webhook.refresh_from_db()
    assert webhook.because == "Nothing could be delivered to it for 5 days."
    assert set(progress(webhook)) == {"dead"}


def test_a_pause_begins_the_count_anew(receiver: Receiver, clock: Clock) -> None:
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    passes.run(webhook.pk, clock=clock)
    actions.pause(webhook.pk, actor=None)
    clock.forward(timedelta(days=6))
    actions.resume(webhook.pk, actor=None)
    passes.run(webhook.pk, clock=clock)
    assert webhooks.state(webhook) == "active"
    assert progress(webhook) == ["waiting"]


def test_one_success_in_between_and_it_stays(receiver: Receiver, clock: Clock) -> None:
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    passes.run(webhook.pk, clock=clock)
    receiver.behave = accept
    clock.forward(timedelta(days=4))
    passes.run(webhook.pk, clock=clock)
    receiver.behave = status(500)
    clock.forward(timedelta(days=4))
    publications.publish()
    passes.run(webhook.pk, clock=clock)
    assert webhooks.state(webhook) == "active"


def test_deleted_it_is_told_nothing_and_its_ledger_stays(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    passes.run(webhook.pk)
    actions.delete(webhook.pk, actor=None, reason="Nouveau système")
    assert progress(webhook) == ["dead"]
    with pytest.raises(Conflict):
        actions.challenge(webhook.pk, actor=None)
    assert not list(replay.differences())


def test_what_is_under_way_when_it_is_disabled_is_told_as_it_was(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    for behave, came in ((accept, "delivered"), (status(500), "dead")):
        receiver.behave = behave
        publications.publish()
        message = webhooks.started(webhook)
        actions.disable(webhook.pk, actor=None, reason="Essai")
        webhooks.finish(webhook, message)
        assert progress(webhook)[-1] == came
        receiver.behave = accept
        actions.challenge(webhook.pk, actor=None)
        passes.run(webhook.pk)


# --- Once more


def test_dead_letters_are_sent_again_with_the_same_ids(receiver: Receiver, clock: Clock) -> None:
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    webhooks.until_finished(webhook, clock)
    [dead] = Delivery.objects.filter(status="dead")
    receiver.behave = accept
    assert actions.replay(webhook.pk, actor=None, deliveries=[dead.uid]) == 1
    passes.run(webhook.pk)
    dead.refresh_from_db()
    assert (dead.status, dead.attempts, dead.tries, dead.error) == ("delivered", 11, 1, "")
    assert {r.id for r in receiver.received if r.sequence} == {dead.message}
    assert Event.objects.filter(verb="webhook:replay").get().data["count"] == 1


def test_a_range_of_the_feed_is_sent_again(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    publications.publish_many(6)
    passes.run(webhook.pk)
    sequences = sorted(receiver.sequences())
    first, last = sequences[1], sequences[3]
    assert actions.replay(webhook.pk, actor=None, first=first, last=last) == 0, "all delivered"
    assert actions.replay(webhook.pk, actor=None, first=first, last=last, delivered=True) == 3
    passes.run(webhook.pk)
    assert [receiver.sequences()[s] for s in sequences] == [1, 2, 2, 2, 1, 1]
    with pytest.raises(Invalid, match="range"):
        actions.replay(webhook.pk, actor=None)


def test_a_test_event(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    ping = actions.test(webhook.pk, actor=None)
    passes.run(webhook.pk)
    last = receiver.received[-1]
    assert (last.id, last.said["type"]) == (ping.message, "endpoint.test")
    actions.pause(webhook.pk, actor=None)
    with pytest.raises(Conflict, match="paused"):
        actions.test(webhook.pk, actor=None)


# --- Jobs


def waiting_jobs() -> list[Any]:
    return raw.run(
        "SELECT task_name, args, scheduled_at FROM procrastinate_jobs"
        " WHERE status = 'todo' AND queue_name = 'webhooks' ORDER BY id"
    )


def test_publishing_makes_one_job_and_none_where_nobody_listens(receiver: Receiver) -> None:
    publications.publish()
    assert waiting_jobs() == []
    webhooks.active(receiver, "/1")
    webhooks.active(receiver, "/2")
    raw.run("DELETE FROM procrastinate_jobs")
    publications.publish()
    assert [task for task, _args, _at in waiting_jobs()] == ["partners.tell_partners"]


def test_the_bulk_writer_makes_none_and_the_clock_finds_it(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    raw.run("DELETE FROM procrastinate_jobs")
    publications.publish_many(5)
    assert waiting_jobs() == []
    jobs.wake_all()
    jobs.wake_all()
    [(task, args, at)] = waiting_jobs()
    assert (task, orjson.loads(args), at) == ("partners.deliver", {"webhook": webhook.pk}, None)


def test_a_pass_says_when_to_come_again(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    receiver.behave = status(500)
    publications.publish()
    raw.run("DELETE FROM procrastinate_jobs")
    jobs.come_again(webhook.pk, passes.run(webhook.pk))
    jobs.come_again(webhook.pk, passes.run(webhook.pk))
    [(task, _args, at)] = waiting_jobs()
    assert task == "partners.deliver"
    assert at == Delivery.objects.get(status="waiting").next_attempt_at


def test_an_inactive_partner_registers_nothing_and_hears_nothing(receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    partner = partners.partner()
    partner_actions.change_partner(partner.pk, actor=None, seen=1, active=False)
    publications.publish()
    assert passes.run(webhook.pk) is None
    assert len(receiver.received) == 1
    with pytest.raises(Conflict, match="inactive"):
        webhooks.endpoint(receiver, "/other")
    partner_actions.change_partner(partner.pk, actor=None, seen=2, active=True)
    passes.run(webhook.pk)
    assert progress(webhook) == ["delivered"]

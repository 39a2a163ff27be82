"""Who looks after partners sees their endpoints, what was sent, who is behind, and can do something
about it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factcheck.history.models import Event
from factcheck.partners import metering
from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks import actions, passes
from tests.factories import partners, people, publications, webhooks
from tests.factories.webhooks import Clock
from tests.partners.webhooks.receiver import Receiver, accept, status

pytestmark = pytest.mark.django_db

LIST, LEDGER = "/admin/partners/webhook/", "/admin/partners/delivery/"


@pytest.fixture
def sign_in() -> Callable[[str], Client]:
    def sign_in(role: str) -> Client:
        client = Client()
        client.force_login(people.person(role))
        return client

    return sign_in


@pytest.fixture
def manager(sign_in: Any) -> Client:
    found: Client = sign_in("partner manager")
    return found


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def page(webhook: Webhook) -> str:
    return f"{LIST}{webhook.pk}/change/"


def press(client: Client, webhook: Webhook, verb: str, **answers: Any) -> Any:
    version = Webhook.objects.get(pk=webhook.pk).version
    address = f"{LIST}{webhook.pk}/do/{verb}/"
    return client.post(address, answers | {"seen": version}, follow=True)


def dead(receiver: Receiver, clock: Clock) -> Webhook:
    """An endpoint with two dead letters."""
    webhook = webhooks.active(receiver)
    receiver.behave = status(500, body=b"<script>alert(1)</script>")
    publications.publish()
    publications.publish()
    webhooks.until_finished(webhook, clock)
    receiver.behave = accept
    return webhook


def test_an_endpoint_is_registered_and_its_secret_shown_once(
    manager: Client, receiver: Receiver
) -> None:
    owner = partners.partner()
    assert manager.get(f"{LIST}add/").status_code == 200
    given = {"partner": owner.pk, "url": receiver.url(), "events": ["verdict.published"]}
    answer = manager.post(f"{LIST}add/", given, follow=True)
    assert re.search(r"whsec_[A-Za-z0-9+/=]{44}", told(answer))
    webhook = Webhook.objects.get()
    assert "whsec_" not in manager.get(page(webhook)).content.decode()
    again = manager.post(f"{LIST}add/", given)
    assert again.status_code == 409
    inside = manager.post(f"{LIST}add/", given | {"url": "https://10.0.0.1/"})
    assert inside.status_code == 400
    assert "private network" in inside.content.decode()


def test_what_its_page_says(
    manager: Client, receiver: Receiver, clock: Clock, django_assert_max_num_queries: Any
) -> None:
    webhook = dead(receiver, clock)
    for address in (LIST, page(webhook), LEDGER):
        with django_assert_max_num_queries(12):
            manager.get(address)
    text = manager.get(page(webhook)).content.decode()
    assert "It did not accept the message (500)." in text
    assert f"{LEDGER}?webhook__id__exact={webhook.pk}&amp;status__exact=dead" in text
    row = Delivery.objects.filter(status="dead").first()
    assert row
    text = manager.get(f"{LEDGER}{row.pk}/change/").content.decode()
    assert text.count('<pre class="response">&lt;script&gt;alert(1)') == 10
    assert "<script>alert" not in text


def test_the_verbs(manager: Client, receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    press(manager, webhook, "test")
    passes.run(webhook.pk)
    assert receiver.received[-1].said["type"] == "endpoint.test"
    assert "whsec_" in told(press(manager, webhook, "rotate", hours=3))
    for verb, state, answers in (
        ("pause", "paused", {}),
        ("resume", "active", {}),
        ("disable", "disabled", {"reason": "Sur demande"}),
        ("challenge", "challenged", {}),
        ("delete", "deleted", {"reason": ""}),
    ):
        assert press(manager, webhook, verb, **answers).status_code == 200
        assert webhooks.state(webhook) == state
    assert press(manager, webhook, "pause").status_code == 409
    actor = Event.objects.filter(verb="webhook:disable").get().actor
    assert actor
    assert actor.groups.get().name == "partner manager"


def test_a_range_is_sent_again(manager: Client, receiver: Receiver, clock: Clock) -> None:
    webhook = dead(receiver, clock)
    assert "2" in told(press(manager, webhook, "replay", first=1))
    passes.run(webhook.pk)
    assert not Delivery.objects.filter(status="dead").exists()


def test_chosen_letters_are_sent_again(manager: Client, receiver: Receiver, clock: Clock) -> None:
    webhook = dead(receiver, clock)
    letters = list(Delivery.objects.filter(status="dead").values_list("pk", flat=True))
    chosen = {"action": "send_again", "_selected_action": letters}
    assert manager.post(LEDGER, chosen).status_code == 200
    assert set(Delivery.objects.filter(pk__in=letters).values_list("status", flat=True)) == {
        "waiting"
    }
    assert Event.objects.filter(verb="webhook:replay").count() == 2
    passes.run(webhook.pk)


def test_who_is_behind_is_on_the_first_page(
    manager: Client, receiver: Receiver, clock: Clock
) -> None:
    assert "Who is behind" not in manager.get("/admin/").content.decode()
    webhook = webhooks.active(receiver, label="CMS du Phare")
    assert "Every endpoint was told of everything." in manager.get("/admin/").content.decode()
    receiver.behave = status(500)
    publications.publish()
    passes.run(webhook.pk)
    home = manager.get("/admin/").content.decode()
    assert "CMS du Phare" in home
    assert 'data-queue="failing_endpoints" aria-label="Endpoints that fail just now: 1"' in home
    webhooks.until_finished(webhook, clock)
    actions.disable(webhook.pk, actor=None, reason="Muet")
    home = manager.get("/admin/").content.decode()
    for name in ("dead_letters", "disabled_endpoints"):
        [link] = re.findall(rf'href="([^"]+)" data-queue="{name}"', home)
        assert len(manager.get(link).context["cl"].result_list) == 1


def test_who_still_holds_the_old_version(manager: Client, receiver: Receiver, caller: Any) -> None:
    webhook = webhooks.active(receiver, label="CMS du Phare")
    reader = caller(partners.key(label="copy of La Gazette")[1])
    said = publications.publish()
    reader.get("changes/")
    reader.get(f"changes/?cursor={reader.get('changes/').json()['next']}")
    publications.correct(said)
    receiver.behave = status(500)
    passes.run(webhook.pk)
    metering.flush()
    row = Delivery.objects.get(event="verdict.corrected")
    text = manager.get(f"{LEDGER}{row.pk}/change/").content.decode()
    assert "CMS du Phare</a>, waiting" in text
    assert f"has read the feed up to {row.entry_id - 1}" in text  # type: ignore[operator]
    assert "1 entry behind" in manager.get("/admin/").content.decode()

    receiver.behave = accept
    actions.replay(webhook.pk, actor=None, deliveries=[row.uid])
    passes.run(webhook.pk)
    reader.get(f"changes/?cursor={reader.get('changes/').json()['next']}")
    metering.flush()
    text = manager.get(f"{LEDGER}{row.pk}/change/").content.decode()
    assert "has come past it" in text


def test_found_by_its_id_or_by_the_verdict(manager: Client, receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    said = publications.publish()
    publications.publish()
    passes.run(webhook.pk)
    row = Delivery.objects.get(entry__publication=said)
    for typed in (row.message, str(said.verdict)):
        assert list(manager.get(LEDGER, {"q": typed}).context["cl"].result_list) == [row]
    assert not manager.get(LEDGER, {"q": "msg_x"}).context["cl"].result_list


def test_an_auditor_reads_and_changes_nothing(sign_in: Any, receiver: Receiver) -> None:
    webhook = webhooks.active(receiver)
    auditor = sign_in("auditor")
    text = auditor.get(page(webhook)).content.decode()
    assert 'class="verbs"' not in text
    assert press(auditor, webhook, "pause").status_code == 403
    chosen = {"action": "send_again", "_selected_action": [Delivery.objects.get().pk]}
    auditor.post(LEDGER, chosen)
    assert not Event.objects.filter(verb="webhook:replay").exists()
    assert sign_in("reviewer").get(LIST).status_code == 403

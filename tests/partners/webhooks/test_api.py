"""A partner looks after its endpoints itself, over the API."""

from typing import Any
from uuid import uuid4

import pytest

from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks import passes
from tests.factories import partners, publications
from tests.factories.webhooks import Clock, until_finished
from tests.partners.conftest import Caller
from tests.partners.test_own_keys import refused
from tests.partners.webhooks.receiver import Receiver, status

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(caller: Any) -> Caller:
    found: Caller = caller(partners.key(scopes=["read", "webhooks"])[1])
    return found


@pytest.fixture
def other(caller: Any) -> Caller:
    key = partners.key(["webhooks"], partner=partners.partner("Autre"))
    found: Caller = caller(key[1])
    return found


def made(site: Caller, receiver: Receiver, **more: Any) -> dict[str, Any]:
    """An endpoint that has answered its challenge."""
    answer = site.post("webhooks/", {"url": receiver.url()} | more)
    assert answer.status_code == 201, answer.content
    found: dict[str, Any] = answer.json()
    receiver.secrets.append(found["secret"])
    passes.run(row(found).pk)
    return found


def row(webhook: dict[str, Any]) -> Webhook:
    return Webhook.objects.get(uid=webhook["id"])


# --- Endpoints


def test_the_whole_way(site: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver, label="CMS", events=["verdict.published"])
    assert webhook["secret"].startswith("whsec_")
    assert webhook["status"] == "challenged"
    publications.publish()
    passes.run(row(webhook).pk)
    assert receiver.unproven == []
    path = f"webhooks/{webhook['id']}/"
    read = site.get(path).json()
    assert "secret" not in read
    assert (read["status"], read["label"], read["events"]) == (
        "active", "CMS", ["verdict.published"],
    )  # fmt: skip
    assert read["backlog"]["ahead"] == read["backlog"]["waiting"] == 0
    assert read["backlog"]["delivered_at"].endswith("Z")
    assert site.get("webhooks/").json() == {"results": [read]}
    page = site.get(path + "deliveries/").json()
    told, challenge = page["results"]
    assert (told["event"], told["version"], told["status"]) == ("verdict.published", 1, "delivered")
    assert challenge["event"] == "endpoint.challenge"
    assert told["id"] == receiver.received[-1].id
    [attempt] = site.get(f"{path}deliveries/{told['id']}/").json()["made"]
    assert (attempt["number"], attempt["delivered"], attempt["http_status"]) == (1, True, 200)


def test_a_secret_is_shown_once(site: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver)
    path = f"webhooks/{webhook['id']}/"
    rotated = site.post(path + "rotate/", {"overlap_hours": 2}).json()
    assert rotated["secret"] != webhook["secret"]
    assert [bool(each["ends_at"]) for each in rotated["secrets"]] == [False, True]
    for answer in (site.get(path), site.get("webhooks/"), site.get(path + "deliveries/")):
        assert "whsec_" not in answer.content.decode()
        assert answer["Cache-Control"] == "no-store"


def test_changed_paused_resumed_deleted(site: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver)
    path = f"webhooks/{webhook['id']}/"
    assert site.patch(path, {"label": "Neuf"}).json()["label"] == "Neuf"
    assert site.patch(path, {"events": ["verdict.withdrawn"]}).json()["status"] == "active"
    assert site.post(path + "pause/").json()["status"] == "paused"
    refused(site.post(path + "pause/"), 409, "conflict")
    assert site.post(path + "resume/").json()["status"] == "active"
    moved = site.patch(path, {"url": receiver.url("/new")}).json()
    assert (moved["status"], moved["url"]) == ("challenged", receiver.url("/new"))
    assert site.post(path + "challenge/").json()["status"] == "challenged"
    assert site.delete(path).status_code == 204
    assert site.get(path).status_code == 404
    assert site.get("webhooks/").json() == {"results": []}
    assert row(webhook).status == "deleted"


def test_a_test_event(site: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver)
    answer = site.post(f"webhooks/{webhook['id']}/test/")
    assert (answer.status_code, answer.json()["status"]) == (202, "waiting")
    passes.run(row(webhook).pk)
    read = site.get(f"webhooks/{webhook['id']}/deliveries/{answer.json()['id']}/").json()
    assert (read["event"], read["status"]) == ("endpoint.test", "delivered")


# --- Deliveries


def test_dead_letters_are_found_and_sent_again(
    site: Caller, receiver: Receiver, clock: Clock
) -> None:
    webhook = made(site, receiver)
    path = f"webhooks/{webhook['id']}/"
    behave, receiver.behave = receiver.behave, status(500, body=b"<b>Ouf</b>")
    publications.publish()
    publications.publish()
    until_finished(row(webhook), clock)
    assert site.get(path).json()["backlog"]["dead"] == 2
    second, first = site.get(path + "deliveries/?status=dead").json()["results"]
    assert (first["http_status"], first["attempts"]) == (500, 10)
    read = site.get(f"{path}deliveries/{first['id']}/").json()
    assert read["made"][0]["response"] == "<b>Ouf</b>"

    receiver.behave = behave
    assert site.post(path + "replay/", {"deliveries": [first["id"]]}).json() == {"count": 1}
    body = {"first_sequence": second["sequence"], "last_sequence": second["sequence"]}
    assert site.post(path + "replay/", body).json() == {"count": 1}
    passes.run(row(webhook).pk)
    assert site.get(path).json()["backlog"]["dead"] == 0


def test_pages_of_deliveries(site: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver)
    publications.publish_many(5)
    passes.run(row(webhook).pk)
    path = f"webhooks/{webhook['id']}/deliveries/?event=verdict.published&limit=2"
    found, cursor = [], ""
    for size in (2, 2, 1):
        page = site.get(path + cursor).json()
        assert len(page["results"]) == size
        found += [each["sequence"] for each in page["results"]]
        cursor = f"&cursor={page['next']}"
    assert page["next"] is None
    assert found == sorted(receiver.sequences(), reverse=True)


def test_few_queries_however_many_there_are(
    site: Caller, receiver: Receiver, django_assert_max_num_queries: Any
) -> None:
    webhook = made(site, receiver)
    for number in range(4):
        made(site, receiver, url=receiver.url(f"/{number}"))
    publications.publish_many(10)
    passes.run(row(webhook).pk)
    for path in ("", f"{webhook['id']}/deliveries/"):
        site.get(f"webhooks/{path}")
        with django_assert_max_num_queries(5):
            assert len(site.get(f"webhooks/{path}").json()["results"]) >= 5


# --- Refusals


def test_another_partners_are_not_there(site: Caller, other: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver)
    delivery = Delivery.objects.get()
    path = f"webhooks/{webhook['id']}/"
    for answer in (
        other.get(path),
        other.get(path + "deliveries/"),
        other.get(f"{path}deliveries/{delivery.message}/"),
        other.patch(path, {"label": "x"}),
        other.delete(path),
        *(other.post(f"{path}{verb}/") for verb in ("test", "pause", "resume", "rotate", "replay")),
    ):
        refused(answer, 404, "not-found")
    assert other.get("webhooks/").json() == {"results": []}
    mine = made(other, receiver)
    refused(other.get(f"webhooks/{mine['id']}/deliveries/{delivery.message}/"), 404, "not-found")
    refused(
        other.get(f"webhooks/{mine['id']}/deliveries/?cursor={delivery.message}"),
        400, "invalid-cursor",
    )  # fmt: skip
    body = {"deliveries": [delivery.message]}
    assert other.post(f"webhooks/{mine['id']}/replay/", body).json() == {"count": 0}


def test_a_key_without_the_scope(caller: Any) -> None:
    reads = caller(partners.key(["read"])[1])
    refused(reads.get("webhooks/"), 403, "missing-scope")
    refused(reads.post("webhooks/", {"url": "https://news.example/"}), 403, "missing-scope")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "http://news.example/"}, "url"),
        ({"url": 3}, "url"),
        ({}, "url"),
        ({"url": "https://news.example/", "events": ["verdict.deleted"]}, "events"),
        ({"url": "https://news.example/", "events": []}, "events"),
        ({"url": "https://news.example/", "label": "x" * 101}, "label"),
        ({"url": "https://news.example/", "secret": "mine"}, "secret"),
    ],
)
def test_what_is_wrong_is_named(site: Caller, body: Any, field: str) -> None:
    refused(site.post("webhooks/", body), 400, "invalid-input", field)
    assert not Webhook.objects.exists()


def test_what_else_is_refused(site: Caller, receiver: Receiver) -> None:
    webhook = made(site, receiver)
    path = f"webhooks/{webhook['id']}/"
    refused(site.post("webhooks/", {"url": receiver.url()}), 409, "conflict")
    refused(site.post("webhooks/", b"[1]"), 400, "invalid-json")
    refused(site.get("webhooks/?limit=3"), 400, "unknown-parameter")
    refused(site.get(path + "deliveries/?status=lost"), 400, "invalid-parameter")
    refused(site.get(path + "deliveries/?cursor=abc"), 400, "invalid-cursor")
    refused(site.get(path + "deliveries/msg_1/"), 404, "not-found")
    refused(site.get(f"webhooks/{uuid4()}/"), 404, "not-found")
    refused(site.post(path + "replay/", {}), 400, "invalid-input")
    refused(site.post(path + "replay/", {"deliveries": ["1"]}), 400, "invalid-input", "deliveries")
    refused(site.post(path + "rotate/", {"overlap_hours": 200}), 400, "invalid-input")
    refused(site.post(path + "pause/", {"now": True}), 400, "invalid-input", "now")

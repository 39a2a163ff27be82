"""Through every door by which somebody hands us a web address, nothing inside is connected to.

Seen at the sockets, not at our own checks: they stand in the way of all connections here.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest
import trustme
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from claims.actions import attempts
from claims.models import Article, Fetch
from factcheck.errors import DeskError
from factcheck.outbound import network
from factcheck.outbound.errors import OutboundError
from factcheck.outbound.pages import Limits, fetch
from factcheck.outbound.robots import Robots
from factcheck.partners import actions
from factcheck.partners.models import Webhook
from factcheck.partners.webhooks import sending
from factcheck.partners.webhooks.secret import Secret
from factcheck.partners.webhooks.sending import Message
from tests.factories import partners, people, webhooks
from tests.outbound import hostile
from tests.outbound.server import Handler, answer, redirect
from tests.outbound.sockets import PUBLIC, Sockets, watched

#: Those that a header can carry at all.
SENDABLE = [url for url in hostile.LITERAL if url.isprintable() and url.isascii() and url.strip()]
STATUSES = ("301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent")
#: Names, each with what its name server says: of several addresses one is enough, at any time.
NAMES = [
    *([[address]] for address in hostile.PRIVATE),
    *([[PUBLIC, address]] for address in hostile.PRIVATE),
    *([[address, PUBLIC]] for address in hostile.PRIVATE[::5]),
    *([[PUBLIC], [address]] for address in hostile.PRIVATE[::5]),
    *([[PUBLIC], [PUBLIC], [address]] for address in hostile.PRIVATE[::5]),
]


def some(urls: list[str], count: int) -> list[str]:
    """Always the same ones, of all kinds."""
    return Random(8).sample(urls, count)


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    with watched() as found:
        yield found


def page(url: str) -> None:
    limits = Limits(3, 100_000)
    with pytest.raises(OutboundError):
        fetch(url, limits=limits, organization_url="https://a.example/", robots=Robots())


def test_the_public_site_is_reached(sockets: Sockets) -> None:
    """Otherwise nothing here would show anything."""
    sockets.site.pages["/a"] = answer()
    limits = Limits(3, 100_000)
    found = fetch(
        "http://news.example/a", limits=limits, organization_url="https://a.example/",
        robots=Robots(),
    )  # fmt: skip
    assert found.status == 200
    assert sockets.connected == [(PUBLIC, 80)] * 2
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", 80))
    assert sockets.strange == {("127.0.0.1", 80)}


# --- Pages


def test_pages_as_they_are_written(sockets: Sockets) -> None:
    for url in hostile.LITERAL:
        page(url)
    assert sockets.connected == sockets.looked_up == []


def test_pages_where_a_page_or_its_rules_lead(sockets: Sockets) -> None:
    pages = sockets.site.pages
    for number, url in enumerate(SENDABLE):
        start = "/robots.txt" if number % 5 == 0 else "/start"
        pages.clear()
        pages[start] = redirect(url, STATUSES[number % len(STATUSES)])
        page("http://news.example/start")
    assert sockets.strange == set()
    assert set(sockets.looked_up) == {"news.example"}
    assert len(sockets.connected) > len(SENDABLE)


def test_pages_whose_names_stand_for_something_inside(sockets: Sockets) -> None:
    """At once, beside a public address, or from the second or third look-up on: the first one is
    for its robots.txt, the next for the page, the last for where that leads."""
    sockets.site.pages = {"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/d")}
    for number, answers in enumerate(NAMES):
        sockets.names[f"n{number}.example"] = [*answers]
        page(f"http://n{number}.example/a")
    assert sockets.strange == set()


def test_pages_that_lead_to_such_names(sockets: Sockets) -> None:
    for number, answers in enumerate(NAMES):
        sockets.names[f"n{number}.example"] = [*answers]
        sockets.site.pages = {
            "/start": redirect(f"http://n{number}.example/a", STATUSES[number % len(STATUSES)]),
            "/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/a"),
        }  # fmt: skip
        page("http://news.example/start")
    assert sockets.strange == set()


# --- The desk's own doors


@pytest.mark.django_db
def test_the_command(sockets: Sockets) -> None:
    """What has no scheme is a file, by agreement."""
    for url in (url for url in hostile.LITERAL if url.lower().startswith(("http:/", "https:/"))):
        with pytest.raises(CommandError):
            call_command("import_article", url)
    assert sockets.connected == []
    assert not Article.objects.exists()


def through_the_form(urls: list[str], sockets: Sockets) -> None:
    """Whatever is asked for is then done, as the worker does it."""
    desk = Client()
    desk.force_login(people.contributor())
    for url in urls:
        told = desk.post("/admin/claims/article/add/", {"url": url, "title": "Un titre"})
        assert told.status_code in (200, 302, 400), url
    for asked in Fetch.objects.all():
        attempts.run(asked.pk, asked.turn)
    assert sockets.strange == set()
    assert not Fetch.objects.filter(article__isnull=False).exists()


@pytest.mark.django_db
def test_the_form(sockets: Sockets) -> None:
    through_the_form(some(hostile.LITERAL, 30), sockets)


@pytest.mark.long
@pytest.mark.django_db
def test_the_form_with_all_of_them(sockets: Sockets) -> None:
    through_the_form(hostile.LITERAL, sockets)


@pytest.mark.django_db
def test_the_worker_with_what_stands_in_its_row(sockets: Sockets) -> None:
    """It trusts no row: an address may have got there by another way, or by an older version."""
    for url in some([url for url in hostile.LITERAL if url and "\0" not in url], 40):
        row = Fetch(url=url)
        with pytest.raises(DeskError):
            attempts.fetch_page(row.url)
    assert sockets.connected == []


# --- Messages


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sockets]:
    """The public site proves every name that is asked for here."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(
        "news.example", *(f"n{n}.example" for n in range(len(NAMES)))
    ).configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    network._certificates.cache_clear()
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **_more: trusting)
    with watched(context) as found:
        found.site.pages["/hook"] = taken(answer(b"", type_=None))
        yield found
    network._certificates.cache_clear()


def taken(handler: Handler) -> Handler:
    """Answers when the message is there: who closes before breaks the connection off."""

    def serve(request: bytes, connection: socket.socket) -> None:
        if request.endswith(b"\r\n\r\n"):
            connection.recv(65536)
        handler(request, connection)

    return serve


def send(url: str) -> sending.Outcome:
    message = Message(
        1, 1, uuid4(), "msg_1", url, b"{}", (Secret(b"k" * 32),), timezone.now(), is_challenge=False
    )
    return sending.sender()(message)


def test_a_message_reaches_the_public_site(secure: Sockets) -> None:
    assert send("https://news.example/hook").ok
    assert secure.connected == [(PUBLIC, 443)]


def test_messages_as_they_are_addressed(secure: Sockets) -> None:
    for url in hostile.LITERAL:
        assert send(url).error
    assert secure.connected == secure.looked_up == []


def test_messages_to_names_that_stand_for_something_inside(secure: Sockets) -> None:
    for number, answers in enumerate(NAMES):
        secure.names[f"n{number}.example"] = [*answers]
        for _look in answers:
            last = send(f"https://n{number}.example/hook")
        assert last.error, answers
    assert secure.strange == set()


def test_messages_are_not_led_on(secure: Sockets) -> None:
    for number, url in enumerate(SENDABLE):
        secure.site.pages["/hook"] = taken(redirect(url, STATUSES[number % len(STATUSES)]))
        assert "leads on" in send("https://news.example/hook").error, url
    assert secure.connected == [(PUBLIC, 443)] * len(SENDABLE)


Ways = Callable[[str], Any]


def by_the_api() -> Iterator[Ways]:
    """A new endpoint, and another address for one that is there."""
    own = webhooks.somewhere()
    actions.change_partner(own.partner.pk, actor=None, seen=1, requests_per_minute=10**6)
    _row, key = partners.key(["webhooks"], partner=own.partner)
    client, headers = Client(), partners.bearer(key)
    json: Any = {"content_type": "application/json", "headers": headers}
    yield lambda url: client.post("/api/v1/webhooks/", {"url": url}, **json)
    yield lambda url: client.patch(f"/api/v1/webhooks/{own.uid}/", {"url": url}, **json)


def by_the_form() -> Iterator[Ways]:
    manager = Client()
    manager.force_login(people.partner_manager())
    given = {"partner": partners.partner().pk, "events": ["verdict.published"]}
    yield lambda url: manager.post("/admin/partners/webhook/add/", given | {"url": url})


def registered(urls: list[str], sockets: Sockets) -> None:
    """None of them becomes an endpoint, by whichever door."""
    for way in (*by_the_api(), *by_the_form()):
        known = set(Webhook.objects.values_list("url", flat=True))
        for url in urls:
            assert way(url).status_code in (200, 400), url  # 200: the form again
        assert set(Webhook.objects.values_list("url", flat=True)) == known
    assert sockets.connected == []


@pytest.mark.django_db
def test_no_endpoint_is_inside(sockets: Sockets) -> None:
    registered(some(hostile.LITERAL, 25), sockets)


@pytest.mark.long
@pytest.mark.django_db
def test_no_endpoint_is_inside_of_all_of_them(sockets: Sockets) -> None:
    registered(hostile.LITERAL, sockets)


@pytest.mark.django_db
def test_nothing_is_asked_because_an_address_is_named(sockets: Sockets) -> None:
    """Questions about an address, or records that have one, are about what we know."""
    _row, key = partners.key(["match"])
    client = Client()
    for url in some(hostile.LITERAL, 30):
        told = client.post(
            "/api/v1/annotate/", {"url": url}, content_type="application/json",
            headers=partners.bearer(key),
        )  # fmt: skip
        assert told.status_code in (200, 400)
        assert client.get("/oembed", {"url": url}).status_code in (400, 404)
    assert sockets.connected == sockets.looked_up == []

"""No hostile address is ever connected to: a network that writes down every attempt says so."""

from contextlib import suppress
from dataclasses import replace
from ipaddress import ip_network
from random import Random
from typing import Any

import httpcore
import pytest

from factcheck.outbound.addresses import is_public
from factcheck.outbound.errors import OutboundError, Refused
from factcheck.outbound.network import Policy
from factcheck.outbound.pages import Limits, Page, fetch
from factcheck.outbound.robots import Robots
from factcheck.outbound.targets import target
from tests.outbound import hostile
from tests.outbound.server import PAGE

ALLOWED = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"


#: Those that a header can carry at all.
SENDABLE = [
    url for url in hostile.LITERAL if url.strip() and not set(url) & set("\r\n\0") and url.isascii()
]


class Recorder(httpcore.NetworkBackend):
    """Connects nowhere, and answers from what it was given. Writes down every attempt."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self.answers: list[bytes] = []
        self.stands_for: list[str] = ["93.184.215.14"]

    def connect_tcp(self, host: str, port: int, *args: Any, **more: Any) -> Any:
        self.connected.append((host, port))
        return httpcore.MockStream([ALLOWED, *self.answers])

    def resolve(self, host: str, port: int, deadline: Any) -> list[str]:
        self.looked_up.append(host)
        return self.stands_for

    def fetch(self, url: str) -> Page:
        """By the policy of the public internet, whose names and network alone are ours."""
        policy = replace(Policy(), network=self, resolve=self.resolve)
        limits = Limits(5, 100_000)
        return fetch(
            url,
            limits=limits,
            organization_url="https://a.example/",
            policy=policy,
            robots=Robots(),
        )


@pytest.fixture
def network() -> Recorder:
    return Recorder()


def test_there_are_enough_of_them() -> None:
    assert len(set(hostile.LITERAL)) == len(hostile.LITERAL) > 300


@pytest.mark.parametrize("address", hostile.PRIVATE)
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("block", hostile.BLOCKS)
def test_nothing_of_a_special_block_is_public(block: str) -> None:
    network = ip_network(block)
    chance = Random(block)
    size = network.num_addresses
    for at in {0, 1, size // 2, size - 1, *(chance.randrange(size) for _ in range(20))} - {size}:
        assert not is_public(str(network[at]))


@pytest.mark.parametrize("address", hostile.PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("written", ["", "a", "1", "1.1.1", "01.1.1.1", "1.1.1.1 ", "[2600::]"])
def test_what_is_no_address_is_not_public(written: str) -> None:
    assert not is_public(written)


@pytest.mark.parametrize("url", hostile.LITERAL)
def test_it_is_refused_before_anything_is_looked_up(network: Recorder, url: str) -> None:
    with pytest.raises(Refused) as refused:
        network.fetch(url)
    assert network.connected == network.looked_up == []
    assert not refused.value.retry
    assert str(refused.value).endswith((".", "1."))


@pytest.mark.parametrize("url", SENDABLE)
def test_and_so_it_is_where_a_page_leads_there(network: Recorder, url: str) -> None:
    """What is relative stays at the page's own public site, and only there."""
    location = url.encode()
    network.answers = [
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    ] * 6
    with suppress(OutboundError):
        network.fetch("http://news.example/start")
    assert set(network.connected) == {("93.184.215.14", 80)}
    assert set(network.looked_up) == {"news.example"}


@pytest.mark.parametrize("address", hostile.PRIVATE)
def test_a_name_that_stands_for_it_is_refused(network: Recorder, address: str) -> None:
    for found in ([address], ["93.184.215.14", address], [address, "2606:4700::1111"]):
        network.stands_for = found
        with pytest.raises(Refused, match="private network"):
            network.fetch("https://news.example/a")
    assert network.connected == []


def test_names_that_say_where_they_lead_are_decided_by_where_they_lead(network: Recorder) -> None:
    network.stands_for = ["127.0.0.1"]
    for name in ("127.0.0.1.nip.io", "localtest.me", "7f000001.rbndr.us", "a.127-0-0-1.example"):
        with pytest.raises(Refused):
            network.fetch(f"http://{name}/")
    assert network.connected == []


def test_https_never_leads_to_http(network: Recorder) -> None:
    found = b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: http://news.example/b\r\n\r\n"
    network.answers = [found]
    with pytest.raises(Refused, match="from https to http"):
        network.fetch("https://news.example/a")
    assert network.connected == [("93.184.215.14", 443)]


@pytest.mark.parametrize("address", hostile.PUBLIC)
def test_public_ones_are_connected_to(network: Recorder, address: str) -> None:
    network.stands_for = [address]
    network.answers = [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
        + PAGE
    ]
    assert network.fetch("http://news.example/a").content == PAGE
    assert set(network.connected) == {(address, 80)}


@pytest.mark.parametrize(
    ("written", "host", "port", "url"),
    [
        ("http://news.example", "news.example", 80, "http://news.example/"),
        ("HTTPS://News.Example/A?b=c#d", "news.example", 443, "https://news.example/A?b=c"),
        ("http://news.example:80/", "news.example", 80, "http://news.example/"),
        ("http://news.example:443/", "news.example", 443, "http://news.example:443/"),
        ("https://www.l-a.example/é", "www.l-a.example", 443, "https://www.l-a.example/%C3%A9"),
        ("https://münchen.example/", "xn--mnchen-3ya.example", 443, None),
        ("https://a_b.news.example/?q=a@b:c", "a_b.news.example", 443, None),
        ("https://1.1.1.1/", "1.1.1.1", 443, None),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, None),
        ("https://3.news.example/", "3.news.example", 443, None),
    ],
)
def test_addresses_as_they_are_asked(written: str, host: str, port: int, url: str | None) -> None:
    found = target(written)
    assert (found.host, found.port) == (host, port)
    assert url is None or found.url == url

"""Fetching pages from a server that answers well, and from one that does everything else."""

import gzip
import os
import socket
import struct
import threading
import time
import zlib
from dataclasses import replace
from typing import Any

import pytest

from factcheck.outbound.deadline import Deadline
from factcheck.outbound.errors import BadAnswer, OutboundError, Refused, Unreachable
from factcheck.outbound.names import resolve
from tests.outbound.conftest import Ask
from tests.outbound.server import PAGE, Server, answer, endless, raw, redirect

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def failing(ask: Ask, path: str = "/a", **more: Any) -> OutboundError:
    with pytest.raises(OutboundError) as failed:
        ask(path, **more)
    return failed.value


def test_a_page_is_fetched_whole_by_a_named_program(server: Server, ask: Ask) -> None:
    server.pages["/a?x=é".replace("é", "%C3%A9")] = answer(type_="text/html; charset=UTF-8")
    told: list[str] = []
    page = ask("/a?x=é#part", tell=told.append)
    assert (page.content, page.media_type, page.charset) == (PAGE, "text/html", "UTF-8")
    assert page.url == server.url("/a?x=%C3%A9")
    assert server.asked == ["/robots.txt", "/a?x=%C3%A9"]
    head = server.heads[1].decode()
    assert "User-Agent: factcheck-desk/1.0 (+https://desk.example/)" in head
    assert f"Host: gazette.example:{server.port}" in head
    assert "Accept-Encoding: gzip, deflate\r\n" in head
    assert told[-1] == f"Read: {len(PAGE)} bytes."


def test_nothing_of_the_environment_and_no_cookie_is_used(
    server: Server, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    server.pages["/a"] = answer(b"", "Set-Cookie: a=1; Path=/", "Location: /b", status="302 Found")
    server.pages["/b"] = answer()
    assert ask().url == server.url("/b")
    assert not any(b"cookie" in head.lower() for head in server.heads)
    assert not any(b"authorization" in head.lower() for head in server.heads)


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [
        (gzip.compress(PAGE), "gzip"),
        (gzip.compress(PAGE[:90]) + gzip.compress(PAGE[90:]), "x-gzip"),
        (zlib.compress(PAGE), "deflate"),
        (zlib.compress(PAGE)[2:-4], "Deflate"),
        (PAGE, "identity"),
    ],
)
def test_packed_pages_are_unpacked(server: Server, ask: Ask, packed: bytes, encoding: str) -> None:
    server.pages["/a"] = answer(packed, f"Content-Encoding: {encoding}")
    assert ask().content == PAGE


@pytest.mark.parametrize(
    ("type_", "body", "found"),
    [
        ("application/xhtml+xml", PAGE, "application/xhtml+xml"),
        ("TEXT/Plain ;charset='x'", b"Bonjour.", "text/plain"),
        (None, PAGE, "text/html"),
        (None, b"\xef\xbb\xbf\n<HTML>", "text/html"),
        (None, "Texte brut : déjà là.".encode(), "text/plain"),
    ],
)
def test_texts_are_taken(
    server: Server, ask: Ask, type_: str | None, body: bytes, found: str
) -> None:
    server.pages["/a"] = answer(body, type_=type_)
    assert ask().media_type == found


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("image/png", b"\x89PNG"),
        ("application/json", b"{}"),
        ("text/css", b"a{}"),
        ("application/octet-stream", PAGE),
        ("text/html, image/png", PAGE),
        ("multipart/x-mixed-replace; boundary=x", PAGE),
        (None, b"%PDF-1.7"),
        (None, b"PK\x03\x04"),
    ],
)
def test_what_is_no_text_is_refused(
    server: Server, ask: Ask, type_: str | None, body: bytes
) -> None:
    server.pages["/a"] = answer(body, type_=type_)
    error = failing(ask)
    assert "no page of text" in str(error)
    assert not error.retry


@pytest.mark.parametrize(
    ("status", "says", "retry"),
    [
        ("404 Not Found", "no such page", False),
        ("410 Gone", "no such page", False),
        ("401 Unauthorized", "paywall", False),
        ("402 Payment Required", "paywall", False),
        ("403 Forbidden", "paywall", False),
        ("451 Unavailable", "paywall", False),
        ("429 Too Many Requests", "too often", True),
        ("500 Oops", "problem of its own", True),
        ("503 Busy", "problem of its own", True),
        ("206 Partial Content", "status 206", False),
        ("204 No Content", "status 204", False),
        ("304 Not Modified", "status 304", False),
        ("300 Multiple Choices", "status 300", False),
        ("302 Found", "does not say where", False),
        ("418 Teapot", "status 418", False),
    ],
)
def test_each_status_is_told(server: Server, ask: Ask, status: str, says: str, retry: bool) -> None:
    server.pages["/a"] = answer(b"", "Retry-After: 120", status=status)
    error = failing(ask)
    assert isinstance(error, BadAnswer)
    assert says in str(error)
    assert (error.retry, error.status) == (retry, int(status[:3]))
    assert says == "does not say where" or error.after == 120


@pytest.mark.parametrize("after", ["soon", "-5", "1e9", "", "²", "Wed, 99 Nov 2026 07:28:00 GMT"])
def test_a_nonsense_retry_after_is_none(server: Server, ask: Ask, after: str) -> None:
    server.pages["/a"] = answer(b"", f"Retry-After: {after}", status="429 Slowly")
    assert failing(ask).after is None


# --- Redirects


def test_three_redirects_are_followed_and_no_fourth(server: Server, ask: Ask) -> None:
    hops = {"/a": "b", "/b": "?c", "/b?c": server.url("/d#x"), "/d": "//gazette.example:%d/e"}
    for path, location in hops.items():
        server.pages[path] = redirect(location.replace("%d", str(server.port)))
    server.pages["/e"] = answer()
    page = ask("/b")
    assert page.url == server.url("/e")
    assert page.redirects == tuple(server.url(path) for path in ("/b", "/b?c", "/d"))
    assert "more than 3 times" in str(failing(ask, "/a"))


@pytest.mark.parametrize(
    ("location", "says"),
    [
        ("/a", "in a circle"),
        ("#top", "in a circle"),
        ("/b", "in a circle"),
        ("ftp://gazette.example/", "Only http"),
        ("javascript:alert(1)", "not a web address"),
        ("file:///etc/passwd", "Only http"),
        ("http://user:pw@gazette.example/", "user name"),
        ("http://gazette.example:22/", "ports 80 and 443"),
        ("http:///etc/passwd", "is not the name"),
        ("//", "is not"),
        ("http://[::1", "is not"),
        ("/\\evil.example", "is not a web address"),
        ("\\\\evil.example", "is not a web address"),
        ("/a b", "is not a web address"),
        ("", "does not say where"),
    ],
)
def test_odd_redirects_are_refused(server: Server, ask: Ask, location: str, says: str) -> None:
    server.pages |= {"/a": redirect(location), "/b": redirect("/a")}
    error = failing(ask)
    assert says in str(error)
    assert not error.retry


def test_two_places_at_once_are_none(server: Server, ask: Ask) -> None:
    server.pages["/a"] = answer(b"", "Location: /b", "Location: /c", status="302 Found")
    assert "does not say where" in str(failing(ask))


def test_a_page_that_refreshes_elsewhere_is_itself(server: Server, ask: Ask) -> None:
    page = b"<html><meta http-equiv=refresh content='0;url=/b'>"
    server.pages["/a"] = answer(page, "Refresh: 0; url=/b")
    assert ask().content == page
    assert "/b" not in server.asked


# --- What is too large, too slow, or broken


def bomb(virtual: int) -> bytes:
    """A gzip stream of so many zeros."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    million = bytes(1_000_000)
    start = packer.compress(million * 3) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    again = packer.compress(million * 50) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + again * (virtual // 50_000_000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_ten_virtual_gigabytes_are_not_unpacked(server: Server, ask: Ask, encoding: str) -> None:
    packed = bomb(10**10)
    assert len(packed) > 9_000_000
    packed = packed if encoding == "gzip" else packed[10:]
    head = OK + f"Content-Encoding: {encoding}\r\n\r\n".encode()
    server.pages["/a"] = raw(head, packed)
    before, began = memory(), time.monotonic()
    assert "larger than" in str(failing(ask, most=5_000_000))
    assert time.monotonic() - began < 4
    assert memory() - before < 30_000_000


def memory() -> int:
    """Bytes of this process that are in memory."""
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize(
    "handler",
    [
        endless(OK + b"\r\n", b"x" * 65536),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b"x" * 4096 + b"\r\n"),
        endless(OK + b"Content-Length: 999999999999999999\r\n\r\n", b"x"),
        raw(OK + b"Content-Length: 100001\r\n\r\n"),
        raw(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(100_001))),
    ],
    ids=["endless", "endless chunks", "absurd length", "announced", "packed"],
)
def test_what_is_too_large_is_refused_while_it_comes(
    server: Server, ask: Ask, handler: Any
) -> None:
    server.pages["/a"] = handler
    error = failing(ask)
    assert "larger than 100,000 bytes" in str(error)
    assert not error.retry


def test_a_page_of_just_the_limit_is_taken(server: Server, ask: Ask) -> None:
    server.pages["/a"] = answer(b"x" * 100_000)
    assert len(ask().content) == 100_000


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, br", "compress", "a" * 99])
def test_what_cannot_be_bounded_is_not_unpacked(server: Server, ask: Ask, encoding: str) -> None:
    server.pages["/a"] = answer(gzip.compress(PAGE), f"Content-Encoding: {encoding}")
    assert "not asked for" in str(failing(ask))


@pytest.mark.parametrize(
    "handler",
    [
        endless(b"", b"H", 0.05),
        endless(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", 0.05),
        endless(OK + b"\r\n", b"x", 0.05),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01),
        endless(OK + b"Content-Length: 9\r\n\r\n", b"", 30),
    ],
    ids=["status line", "headers", "body", "chunks", "interim answers", "silence"],
)
def test_drops_end_at_the_deadline(server: Server, ask: Ask, handler: Any) -> None:
    server.pages["/a"] = handler
    began = time.monotonic()
    error = failing(ask, seconds=0.25)
    assert 0.2 < time.monotonic() - began < 3
    assert isinstance(error, Unreachable)
    assert error.retry
    assert "0.25 seconds" in str(error)


def test_the_deadline_is_one_for_all_hops(server: Server, ask: Ask) -> None:
    def slowly(location: str) -> Any:
        def serve(head: bytes, connection: socket.socket) -> None:
            time.sleep(0.25)
            redirect(location)(head, connection)

        return serve

    server.pages |= {"/a": slowly("/b"), "/b": slowly("/c"), "/c": slowly("/d")}
    began = time.monotonic()
    assert "0.5 seconds" in str(failing(ask, seconds=0.5))
    assert time.monotonic() - began < 3


def test_a_name_server_that_says_nothing_ends_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forever = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: forever.wait(5) and [])
    began = time.monotonic()
    with pytest.raises(Unreachable) as failed:
        resolve("gazette.example", 80, Deadline(0.2))
    assert time.monotonic() - began < 3
    assert failed.value.retry
    forever.set()


@pytest.mark.parametrize(
    ("number", "says", "retry"),
    [
        (socket.EAI_AGAIN, "just now", True),
        (socket.EAI_NONAME, "no site with the name", False),
    ],
)
def test_names_that_are_not_found(
    monkeypatch: pytest.MonkeyPatch, number: int, says: str, retry: bool
) -> None:
    def fail(*args: object, **more: object) -> None:
        raise socket.gaierror(number, "words")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(Unreachable, match=says) as failed:
        resolve("gazette.example", 80, Deadline(1))
    assert failed.value.retry == retry


def test_a_zone_of_an_address_is_kept_so_that_it_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = [(0, 0, 0, "", ("2606:4700::1", 80, 0, 3)), (0, 0, 0, "", ("93.184.215.14", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: found)
    assert resolve("a.example", 80, Deadline(1)) == ["2606:4700::1%3", "93.184.215.14"]


def reset(_head: bytes, connection: socket.socket) -> None:
    connection.sendall(OK)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    "handler",
    [
        reset,
        raw(b""),
        raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
        raw(b"\x16\x03\x01\x00" * 50),
        raw(b"HTTP/1.1 999999 No\r\n\r\n"),
        raw(OK + b"Content-Length: 500\r\n\r\nshort"),
        raw(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nwhich"),
        raw(OK + b"Content-Length: -5\r\n\r\nwhich"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\nno\r\n"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffffffff\r\nno\r\n"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"),
        raw(OK + b"Transfer-Encoding: banana\r\n\r\nno"),
        raw(OK + b"X-Long: " + b"x" * 200_000 + b"\r\n\r\n"),
        raw(OK + b"X-A: b\r\n" * 40_000 + b"\r\n"),
        raw(OK + b"X A : b\r\n\r\n"),
        raw(OK + b"X-A: \x00\r\n\r\n"),
        answer(gzip.compress(PAGE)[:-20], "Content-Encoding: gzip"),
        answer(b"no gzip at all", "Content-Encoding: gzip"),
        answer(b"\x08 no zlib", "Content-Encoding: deflate"),
    ],
)
def test_what_is_broken_is_told_and_worth_another_attempt(
    server: Server, ask: Ask, handler: Any
) -> None:
    server.pages["/a"] = handler
    error = failing(ask)
    assert isinstance(error, (Unreachable, BadAnswer))
    assert error.retry


def test_more_than_was_announced_is_no_part_of_the_page(server: Server, ask: Ask) -> None:
    server.pages["/a"] = raw(OK + b"Content-Length: 5\r\n\r\nwhich is more")
    assert ask().content == b"which"


def test_nobody_there(server: Server, ask: Ask) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    policy = server.policy(ports={port}, allows=lambda address, port: True)
    error = failing(ask, f"http://gazette.example:{port}/", policy=policy)
    assert isinstance(error, Unreachable)
    assert error.retry


def test_the_next_address_is_tried_where_one_is_dead(server: Server, ask: Ask) -> None:
    server.pages["/a"] = answer()
    policy = server.policy(
        resolve=lambda *asked: ["127.0.0.9", "127.0.0.1"], allows=lambda address, port: True
    )
    assert ask(policy=policy).content == PAGE


# --- Names that change their mind


def test_what_was_checked_is_what_is_connected_to(server: Server, ask: Ask) -> None:
    """A name server that says a public address first and a private one from then on."""
    server.pages["/a"] = answer()
    looked_up: list[str] = []

    def rebinding(host: str, port: int, deadline: Deadline) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    server.pages["/robots.txt"] = answer(b"", type_="text/plain")
    with pytest.raises(Refused, match=r"10\.0\.0\.1"):
        ask(policy=server.policy(resolve=rebinding))
    assert server.asked == ["/robots.txt"]


def test_a_name_that_stands_for_a_private_address_too_is_refused(server: Server, ask: Ask) -> None:
    server.pages["/a"] = answer()
    for addresses in (["127.0.0.1", "192.168.0.1"], ["::1", "127.0.0.1"]):
        policy = server.policy(resolve=lambda *asked, found=addresses: found)
        with pytest.raises(Refused, match="private network"):
            ask(policy=policy)
    assert server.asked == []


def test_without_a_policy_this_machine_is_out_of_reach(server: Server, ask: Ask) -> None:
    server.pages["/a"] = answer()
    public = replace(server.policy(), allows=type(server.policy())().allows)
    with pytest.raises(Refused, match="private network"):
        ask(policy=public)
    assert server.asked == []

"""Certificates are verified for the name that was asked for, though an address is connected to."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from factcheck.outbound.errors import Refused
from factcheck.outbound.network import Policy
from tests.outbound.conftest import Ask
from tests.outbound.server import PAGE, Server, answer, serving


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(authority: trustme.CA) -> Callable[[], ssl.SSLContext]:
    """The certificates of a machine that knows the authority."""

    def context() -> ssl.SSLContext:
        trusting = ssl.create_default_context()
        authority.configure_trust(trusting)
        return trusting

    return context


def secured(authority: trustme.CA, *names: str, **more: object) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **more).configure_cert(context)  # type: ignore[arg-type]
    return context


def policy(server: Server, trusted: Callable[[], ssl.SSLContext]) -> Policy:
    return server.policy(certificates=trusted)


def test_a_page_is_read_from_who_proves_its_name(
    authority: trustme.CA, trusted: Callable[[], ssl.SSLContext], ask: Ask
) -> None:
    with serving(secured(authority, "gazette.example"), a=answer()) as server:
        page = ask(server.url("/a"), policy=policy(server, trusted))
    assert page.content == PAGE


@pytest.mark.parametrize(
    "names", [["other.example"], ["127.0.0.1"], ["*.gazette.example"], ["www.gazette.example"]]
)
def test_and_from_nobody_else(
    authority: trustme.CA, trusted: Callable[[], ssl.SSLContext], ask: Ask, names: list[str]
) -> None:
    """Not even for the address, which is what is connected to."""
    with serving(secured(authority, *names), a=answer()) as server:
        with pytest.raises(Refused, match="could not prove") as refused:
            ask(server.url("/a"), policy=policy(server, trusted))
        assert server.asked == []
    assert not refused.value.retry


def test_nor_from_an_authority_that_is_not_known(authority: trustme.CA, ask: Ask) -> None:
    with serving(secured(authority, "gazette.example"), a=answer()) as server:
        with pytest.raises(Refused, match="could not prove"):
            ask(server.url("/a"), policy=server.policy())
        assert server.asked == []


def test_nor_by_a_certificate_that_has_run_out(
    authority: trustme.CA, trusted: Callable[[], ssl.SSLContext], ask: Ask
) -> None:
    ended = datetime.now(UTC) - timedelta(days=1)
    context = secured(authority, "gazette.example", not_after=ended)
    with serving(context, a=answer()) as server, pytest.raises(Refused, match="expired"):
        ask(server.url("/a"), policy=policy(server, trusted))


def test_the_environment_names_no_authority(
    authority: trustme.CA, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with authority.cert_pem.tempfile() as file:
        monkeypatch.setenv("SSL_CERT_FILE", file)
        with serving(secured(authority, "gazette.example"), a=answer()) as server:
            fresh = Policy().certificates.__wrapped__  # type: ignore[attr-defined]
            with pytest.raises(Refused, match="could not prove"):
                ask(server.url("/a"), policy=server.policy(certificates=fresh))

"""The hot reads are answered with Django around them and without: alike to the byte."""

from io import BytesIO
from typing import Any

import psycopg
import pytest
from django.core.wsgi import get_wsgi_application

from factcheck import fastpath
from factcheck.fastpath import FastReads
from factcheck.partners import actions, lookup
from factcheck.publications.models import Publication
from tests.factories import partners
from tests.factories.publications import correct, publish, verdict, withdraw

Answer = tuple[str, dict[str, str], bytes]


class Ways:
    """One request, sent both ways."""

    def __init__(self) -> None:
        self.row, self.key = partners.key()
        self.handed_over = 0
        self._django = get_wsgi_application()
        self.fast = FastReads(self._counting)
        self.ask(self.fast, "verdicts/")  # learns the headers, and the key

    def _counting(self, environ: Any, start_response: Any) -> Any:
        self.handed_over += 1
        return self._django(environ, start_response)

    def ask(self, way: Any, path: str, query: str = "", **headers: str) -> Answer:
        environ = {
            "REQUEST_METHOD": headers.pop("method", "GET"),
            "PATH_INFO": f"/api/v1/{path}",
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_AUTHORIZATION": f"Bearer {self.key}",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        told: list[Any] = []
        body = b"".join(way(environ, lambda status, headers: told.extend([status, headers])))
        answer = {name.lower(): value for name, value in told[1]}
        self.ratelimit = answer.pop("ratelimit", "")  # it counts on from answer to answer
        return told[0], answer, body

    def both(self, path: str, query: str = "", **headers: str) -> Answer:
        """The answer, which was the same both ways, and came without Django on one of them."""
        before = self.handed_over
        fast = self.ask(self.fast, path, query, **headers)
        assert self.handed_over == before, "Django was asked"
        slow = self.ask(self._django, path, query, **headers)
        if fast[0].startswith("304"):
            slow[1].pop("content-length", None)  # Django says 0, which would be the 200's length
        assert fast == slow
        return fast

    def handed(self, path: str, query: str = "", **headers: str) -> Answer:
        """The answer of a request that the fast way leaves to Django."""
        before = self.handed_over
        answer = self.ask(self.fast, path, query, **headers)
        assert self.handed_over == before + 1, "Django was not asked"
        return answer


@pytest.fixture
def ways(committed: None) -> Ways:
    lookup.forget()
    return Ways()


@pytest.fixture
def known(ways: Ways) -> Publication:
    first = publish()
    publish(verdict(language="en", rating="mixed"))
    withdraw(publish())
    return correct(first)


def test_everything_that_is_there(ways: Ways, known: Publication) -> None:
    one = f"verdicts/{known.verdict}/"
    for path, query in [
        (one, ""),
        ("verdicts/", ""),
        ("verdicts/", "language=fr&rating=false"),
        ("verdicts/", "limit=1"),
        ("verdicts/", "status=withdrawn&order=claimed"),
        ("verdicts/", "topic=nothing"),
        ("changes/", ""),
        ("changes/", "limit=2"),
    ]:
        status, headers, body = ways.both(path, query)
        assert status == "200 OK"
        assert headers["content-length"] == str(len(body))


def test_each_answer_counts_and_says_what_is_left(ways: Ways, known: Publication) -> None:
    left = []
    for way in (ways.fast, ways._django, ways.fast):
        ways.ask(way, "verdicts/")
        left.append(int(ways.ratelimit.partition("r=")[2].partition(";")[0]))
    assert left == [left[0], left[0] - 1, left[0] - 2]


@pytest.mark.parametrize("accept", ["gzip", "gzip, deflate, br", "identity", "gzip;q=0", "*"])
def test_compression(ways: Ways, known: Publication, accept: str) -> None:
    for path in (f"verdicts/{known.verdict}/", "changes/", "verdicts/"):
        ways.both(path, accept_encoding=accept)


def test_a_copy_that_still_holds(ways: Ways, known: Publication) -> None:
    for path in (f"verdicts/{known.verdict}/", "changes/", "verdicts/"):
        for encoding in ("identity", "gzip"):
            tag = ways.both(path, accept_encoding=encoding)[1]["etag"]
            for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
                status, headers, body = ways.both(path, if_none_match=held)
                assert (status, body) == ("304 Not Modified", b"")
                assert headers["etag"].strip('"').startswith(tag.strip('"').partition("-")[0])
            assert ways.both(path, if_none_match='"other"')[0] == "200 OK"


def test_cursors_lead_on_alike(ways: Ways, known: Publication) -> None:
    import orjson

    cursor = orjson.loads(ways.both("changes/", "limit=1")[2])["next"]
    assert len(orjson.loads(ways.both("changes/", f"cursor={cursor}")[2])["results"]) == 4


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("nonsense=1", {}, "400"),
        ("limit=0", {}, "400"),
        ("cursor=x", {}, "400"),
        ("language=%00", {}, "400"),
        ("q=fck_live_x", {}, "400"),
        ("", {"authorization": "Bearer nonsense"}, "401"),
        ("", {"authorization": ""}, "401"),
        ("", {"authorization": "Basic eDp5"}, "401"),
        ("", {"accept": "text/html"}, "406"),
        ("", {"method": "HEAD"}, "200"),
        ("", {"method": "POST"}, "405"),
        ("", {"host": "evil.example"}, "400"),
        ("", {"if_modified_since": "Sat, 01 Jan 2050 00:00:00 GMT"}, "200"),
    ],
)
def test_what_is_not_plain_is_left_to_django(
    ways: Ways, query: str, headers: dict[str, str], status: str
) -> None:
    answer = ways.handed("verdicts/", query, **headers)
    assert answer[0].startswith(status)
    assert answer == ways.ask(ways._django, "verdicts/", query, **headers)


def test_an_unknown_verdict_is_left_to_django(ways: Ways) -> None:
    path = "verdicts/00000000-0000-4000-8000-000000000000/"
    assert ways.handed(path)[0].startswith("404")


def test_a_revoked_key_ends_here_too(ways: Ways, monkeypatch: Any) -> None:
    ways.both("verdicts/")
    actions.revoke_key(ways.row.pk, actor=None)
    monkeypatch.setattr(lookup, "REMEMBERED_SECONDS", 0)
    assert ways.handed("verdicts/")[0].startswith("401")


def test_a_key_without_the_scope(ways: Ways) -> None:
    _row, ways.key = partners.key(scopes=["match"], partner=partners.partner("Autre"))
    for _ in range(2):
        assert ways.handed("verdicts/")[0].startswith("403")


def test_a_database_that_breaks_is_left_to_django(ways: Ways, monkeypatch: Any) -> None:
    def broken(self: Any, sql: str, values: Any) -> Any:
        raise psycopg.OperationalError

    monkeypatch.setattr(fastpath._Connections, "rows", broken)
    fast = FastReads(ways._counting)
    fast._common = []
    ways.fast = fast
    assert ways.handed("verdicts/")[0] == "200 OK"


def test_what_one_origin_is_told_is_told_to_no_other(ways: Ways, settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://news.example"]
    ways.fast = FastReads(ways._counting)  # it has learned no headers yet
    allowed = ways.handed("verdicts/", origin="https://news.example")
    assert "access-control-allow-origin" in allowed[1]
    ways.handed("verdicts/")  # from this one it learns
    assert "access-control-allow-origin" not in ways.both("verdicts/")[1]


@pytest.fixture
def secure(settings: Any, committed: None) -> Ways:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    lookup.forget()
    return Ways()


def test_plain_http_is_redirected(secure: Ways) -> None:
    secure.handed("verdicts/", x_forwarded_proto="https")  # the first one is learned from
    assert secure.both("verdicts/", x_forwarded_proto="https")[0] == "200 OK"
    assert secure.handed("verdicts/")[0].startswith("301")

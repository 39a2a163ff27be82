"""The hot reads of the record, without Django around them: a WSGI layer in front of it.

It answers what is plain (a GET with a known key, of a page that is there) with the same bytes and
headers as the view would, and hands everything else over: whatever is refused, redirected or
negotiated is Django's to say. Both ways share `publications.api.reads`; one set of tests runs over
both.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.http.request import split_domain_port, validate_host
from django.utils.http import http_date
from psycopg import pq

from factcheck.partners import keys, lookup, metering, quota, reading
from factcheck.partners.lookup import Caller
from factcheck.partners.middleware import GRANT
from factcheck.problems import Problem
from factcheck.publications import connections, replica
from factcheck.publications.api import reads
from factcheck.publications.api.answers import JSON, Found
from factcheck.publications.api.reads import Asked
from factcheck.publications.replica import Seen
from factcheck.publications.statements import Rows

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_ONE = re.compile(r"/api/v1/verdicts/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/")
_PAGES: dict[str, Callable[[Asked], Found]] = {
    "/api/v1/verdicts/": reads.verdicts,
    "/api/v1/changes/": reads.changes,
}
#: Requests with one of these have something to be negotiated.
_NOT_PLAIN = (
    "HTTP_ORIGIN", "HTTP_IF_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE",
)  # fmt: skip
_PLAIN_ACCEPT = {"*/*", JSON, "application/json, */*", "application/json, text/plain, */*"}
#: Headers that are made for each answer; all others are the same for every answer of a kind.
_OWN = {"content-type", "content-length", "content-encoding", "etag", "last-modified",
        "cache-control", "date", "server", "ratelimit", "ratelimit-policy"}  # fmt: skip


class FastReads:
    """A WSGI application in front of another."""

    def __init__(self, django: Application) -> None:
        self.django = django
        self._hosts: set[str] = set()
        self._common: Headers | None = None
        self._rows = _Connections().rows
        self._replica = _Connections(replica.ALIAS) if replica.is_there() else None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = self._answer(environ) if self._is_plain(environ) else None
        if answer is None:
            return self.django(environ, self._learning(environ, start_response))
        status, headers, body = answer
        start_response(f"{status.value} {status.phrase}", headers)
        return [body]

    def _is_plain(self, environ: Environ) -> bool:
        return (
            self._common is not None
            and _asks_plainly(environ)
            and self._is_our_host(environ.get("HTTP_HOST", ""))
            and _is_secure_enough(environ)
        )

    def _answer(self, environ: Environ) -> tuple[HTTPStatus, Headers, bytes] | None:
        read = _read_of(environ["PATH_INFO"])
        caller = _reader(environ) if read else None
        if read is None or caller is None:
            return None
        held = environ.get("HTTP_IF_NONE_MATCH", "")
        asked = Asked(
            environ["PATH_INFO"], environ.get("QUERY_STRING", ""), bool(held), self._standing(),
            self._rows,
        )  # fmt: skip
        try:
            grant = environ[GRANT] = metering.take(caller.account, self._rows)
            if not grant.allowed:
                return None  # Django says so, and does not count it again
            reading.note(caller.key_id, asked.path, asked.query)
            status, headers, body = self._sent(
                read(asked), held, environ.get("HTTP_ACCEPT_ENCODING", "")
            )
            return status, headers + quota.headers(grant), body
        except (Problem, psycopg.Error):
            return None  # Django asks again, and says what is wrong

    def _standing(self) -> Rows:
        """Where this request reads what stands."""
        if self._replica is None:
            return self._rows
        return replica.Choice(self._rows, self._replica.rows, self._replica.seen).rows

    def _sent(
        self, found: Found, held: str, accept_encoding: str
    ) -> tuple[HTTPStatus, Headers, bytes]:
        headers = list(self._common or ())
        headers.append(("Cache-Control", found.cache))
        if found.modified:
            headers.append(("Last-Modified", http_date(int(found.modified.timestamp()))))
        tag = found.etag_held(held) if held else None
        if tag:
            return HTTPStatus.NOT_MODIFIED, [*headers, ("ETag", tag)], b""
        body, compressed = found.encoded(accept_encoding)
        headers += [
            ("Content-Type", found.content_type),
            ("Content-Length", str(len(body))),
            ("ETag", found.etag(compressed=compressed)),
        ]
        if compressed:
            headers.append(("Content-Encoding", "gzip"))
        return HTTPStatus.OK, headers, body

    def _is_our_host(self, host: str) -> bool:
        if host in self._hosts:
            return True
        if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
            return False
        if len(self._hosts) < 100:  # with a wildcard among the allowed ones there is no end of them
            self._hosts.add(host)
        return True

    def _learning(self, environ: Environ, start_response: StartResponse) -> StartResponse:
        """Take the headers that Django's middleware gives to every answer from its first one."""
        if self._common is not None or _read_of(environ.get("PATH_INFO", "")) is None:
            return start_response
        if not _asks_plainly(environ):
            return start_response  # what is said to this client alone, such as to its origin

        def learn(status: str, headers: Headers, *rest: Any) -> Any:
            if status.startswith("200"):
                self._common = [pair for pair in headers if pair[0].lower() not in _OWN]
            return start_response(status, headers, *rest)

        return learn


def _read_of(path: str) -> Callable[[Asked], Found] | None:
    one = _ONE.fullmatch(path)
    if one is None:
        return _PAGES.get(path)
    id = UUID(one[1])
    return lambda asked: reads.verdict(asked, id)


def _asks_plainly(environ: Environ) -> bool:
    """Whether nothing about the answer is to be negotiated."""
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ.get("HTTP_ACCEPT", "*/*") in _PLAIN_ACCEPT
        and not any(name in environ for name in _NOT_PLAIN)
    )


def _reader(environ: Environ) -> Caller | None:
    """Whose key it is, if this process knows it to be good, and the URL holds none."""
    scheme, _, text = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    key = keys.parse(text) if scheme == "Bearer" else None
    caller = lookup.remembered(key) if key else None
    good = (
        caller is not None
        and not caller.refusal
        and "read" in caller.scopes
        and not keys.looks_like_one(environ.get("QUERY_STRING", ""))
    )
    return caller if good else None


def _is_secure_enough(environ: Environ) -> bool:
    if not settings.SECURE_SSL_REDIRECT:
        return True
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(name) == value
    return environ["wsgi.url_scheme"] == "https"


class _Connections:
    """A connection of its own for each of the server's threads: there are few, and they stay."""

    def __init__(self, alias: str = DEFAULT_DB_ALIAS) -> None:
        self._alias = alias
        self._local = threading.local()

    @property
    def seen(self) -> Seen:
        """What this thread's connection found, where it is to a replica."""
        if not hasattr(self._local, "seen"):
            self._local.seen = Seen()
        found: Seen = self._local.seen
        return found

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Run a prepared statement. Raises psycopg.Error; a broken connection is made anew."""
        cursor = getattr(self._local, "cursor", None)
        if cursor is None or cursor.connection.closed:
            cursor = self._local.cursor = self._connect()
        cursor.execute(sql, values, prepare=True)
        return cursor.fetchall()

    def _connect(self) -> "psycopg.Cursor[Any]":
        cursor = connections.connect(self._alias, autocommit=True).cursor()
        cursor.format = pq.Format.BINARY
        return cursor

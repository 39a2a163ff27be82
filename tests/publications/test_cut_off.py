"""An answer that breaks off is known to be cut by what its reader has: docs/partners.md says how.

How HTTP ends does not tell. A server that fails half-way through a stream ends it as if all had
been sent; so may a proxy. `architecture/test_addresses.py` has the list of what is a stream, and
that everything else tells its length.
"""

import json
import zlib
from collections.abc import Callable
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from django.test import Client

from factcheck.publications.api import snapshot
from tests import raw
from tests.architecture.streams import STREAMS
from tests.factories import partners
from tests.factories.publications import publish, publish_many, withdraw
from tests.seeds import chance
from tests.serving import serving

pytestmark = pytest.mark.usefixtures("committed")

_END_READS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND query LIKE 'FETCH FORWARD%snapshot%'"
)


def is_whole_snapshot(body: bytes) -> bool:
    """The last line has `next`, and tells how many lines there are before it."""
    lines = body.splitlines()
    try:
        last = json.loads(lines[-1])
    except (IndexError, ValueError):
        return False
    return "next" in last and last["verdicts"] == len(lines) - 1


def is_whole_json(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


def is_whole_gzip(body: bytes) -> bool:
    """It has its trailer. Some libraries are content without one."""
    reader = zlib.decompressobj(wbits=31)
    reader.decompress(body)
    return reader.eof


IS_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "api/v1/snapshot/": is_whole_snapshot,
    "feeds/claimreview.json": is_whole_json,
}


def ask(route: str, encoding: str = "identity") -> Any:
    headers = {**partners.bearer(partners.key()[1]), "Accept-Encoding": encoding}
    return Client().get(f"/{route}", headers=headers)


def test_it_is_said_of_every_stream() -> None:
    assert set(IS_WHOLE) == STREAMS


@pytest.mark.parametrize("route", IS_WHOLE)
def test_wherever_it_is_cut_it_is_known(route: str) -> None:
    publish()
    withdraw(publish())
    for encoding in ("identity", "gzip"):
        answer = ask(route, encoding)
        body = b"".join(answer.streaming_content)
        answer.close()
        is_whole = is_whole_gzip if encoding == "gzip" else IS_WHOLE[route]
        end = len(body) - (encoding == "identity")  # without its last line break it is whole, too
        cuts = {*range(end - 200, end), *chance("cuts").sample(range(end), 200)}
        assert is_whole(body)
        assert [cut for cut in cuts if is_whole(body[:cut])] == [], encoding


def test_a_snapshot_whose_read_is_ended_is_cut_and_the_next_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(snapshot, "_ROWS", 1)
    publish()
    publish()
    answer = ask("api/v1/snapshot/")
    chunks = iter(answer.streaming_content)
    sent = next(chunks)
    assert raw.run(_END_READS) == [(True,)]
    with pytest.raises(psycopg.OperationalError):
        sent += b"".join(chunks)
    answer.close()
    assert not is_whole_snapshot(sent)
    assert is_whole_snapshot(ask("api/v1/snapshot/").getvalue())


@pytest.mark.long
@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_over_http_the_end_comes_as_if_it_were_whole(encoding: str) -> None:
    """This makes the rule necessary. The day that it fails, the server has learnt to break off."""
    publish_many(4_000)
    headers = {**partners.bearer(partners.key()[1]), "Accept-Encoding": encoding}
    with serving() as address:
        server = HTTPConnection(urlsplit(address).netloc, timeout=60)
        server.request("GET", "/api/v1/snapshot/", headers=headers)
        answer = server.getresponse()
        body = answer.read(1_000)
        assert raw.run(_END_READS) == [(True,)]
        body += answer.read()
        server.close()
    assert not (is_whole_gzip if encoding == "gzip" else is_whole_snapshot)(body)

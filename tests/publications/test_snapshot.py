"""Everything at once: whole, consistent, and the feed goes on from where it ends."""

import gzip
from typing import Any

import orjson
import pytest
from django.test import Client

from factcheck.publications import streams
from tests.factories import partners
from tests.factories.publications import correct, publish, withdraw

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def partner() -> Any:
    client, headers = Client(), partners.bearer(partners.key()[1])

    def get(path: str, **more: str) -> Any:
        return client.get(f"/api/v1/{path}", headers=headers | more)

    return get


def lines(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    body = b"".join(answer.streaming_content)
    if answer.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    answer.close()
    return [orjson.loads(line) for line in body.splitlines()]


def test_every_verdict_and_tombstone_as_it_stands(partner: Any) -> None:
    corrected = correct(publish())
    gone = withdraw(publish())
    *verdicts, last = lines(partner("snapshot/"))

    assert {verdict["id"]: verdict["content_hash"] for verdict in verdicts} == {
        str(corrected.verdict): corrected.content_hash,
        str(gone.verdict): gone.content_hash,
    }
    assert last["verdicts"] == 2


def test_the_feed_goes_on_from_its_cursor(partner: Any) -> None:
    publish()
    *_verdicts, last = lines(partner("snapshot/"))
    later = publish()
    changes = partner(f"changes/?cursor={last['next']}").json()["results"]
    assert [change["id"] for change in changes] == [str(later.verdict)]


def test_it_is_one_moment_however_long_it_takes(partner: Any) -> None:
    publish()
    reading = partner("snapshot/")
    publish()
    *verdicts, last = lines(reading)
    assert len(verdicts) == last["verdicts"] == 1
    assert len(partner(f"changes/?cursor={last['next']}").json()["results"]) == 1


def test_an_empty_record(partner: Any) -> None:
    (last,) = lines(partner("snapshot/"))
    assert last["verdicts"] == 0
    assert partner(f"changes/?cursor={last['next']}").json()["results"] == []


def test_compressed_where_it_is_accepted(partner: Any) -> None:
    publish()
    answer = partner("snapshot/", **{"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert answer["ETag"].endswith('-gzip"')
    assert lines(answer)[-1]["verdicts"] == 1


def test_304_while_nothing_was_published(partner: Any) -> None:
    publish()
    answer = partner("snapshot/")
    lines(answer)
    held = {"If-None-Match": answer["ETag"]}
    assert partner("snapshot/", **held).status_code == 304
    publish()
    assert len(lines(partner("snapshot/", **held))) == 3


def test_one_at_a_time_and_a_reader_who_leaves_makes_room(partner: Any) -> None:
    publish()
    reading = partner("snapshot/")
    next(reading.streaming_content)
    refused = partner("snapshot/")
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    reading.close()
    for encoding in ("identity", "gzip"):
        partner("snapshot/", **{"Accept-Encoding": encoding}).close()  # left before the first line
    assert lines(partner("snapshot/"))


def test_it_takes_no_parameters_and_needs_a_key(partner: Any) -> None:
    assert partner("snapshot/?language=fr").json()["type"].endswith("unknown-parameter")
    assert Client().get("/api/v1/snapshot/").status_code == 401
    streams.take()  # nothing was left open
    streams.give_back()

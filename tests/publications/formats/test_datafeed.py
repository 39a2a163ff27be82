"""The DataFeed: everything that stands, in one document that is never whole in memory."""

import json
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from factcheck.publications.formats import datafeed, queries
from factcheck.publications.models import Epoch
from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.formats.vocabulary import objections

PATH = "/feeds/claimreview.json"
DAY = datetime(2026, 5, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def get(**headers: str) -> Any:
    """The answer, read to its end, as `body`."""
    answer: Any = Client().get(PATH, headers=headers)
    answer.body = answer.getvalue()
    return answer


def feed() -> dict[str, Any]:
    answer = get()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    return json.loads(answer.body)


def ids(said: dict[str, Any]) -> list[str]:
    return [element["item"][0]["identifier"] for element in said["dataFeedElement"]]


def test_it_is_whole_and_valid_before_anything_is_published() -> None:
    said = feed()
    assert said["dataFeedElement"] == []
    assert said["dateModified"]
    assert objections(said) == []


def test_it_has_what_stands_newest_first() -> None:
    old, gone, new = (publish(at=DAY + timedelta(days=day)) for day in range(3))
    correct(old)
    withdraw(gone)
    said = feed()

    assert objections(said) == []
    assert ids(said) == [str(new.verdict), str(old.verdict)]
    element = said["dataFeedElement"][1]
    assert element["dateCreated"] < element["dateModified"]
    assert element["item"][0]["correction"]
    assert "@context" not in element["item"][0]


def test_304_from_one_query_without_a_document(django_assert_num_queries: Any) -> None:
    publish()
    first = get()
    assert first["Cache-Control"] == "public, max-age=300"
    assert first["Last-Modified"]
    with django_assert_num_queries(1) as asked:
        same = get(**{"If-None-Match": first["ETag"]})
    assert (same.status_code, same.body, same["ETag"]) == (304, b"", first["ETag"])
    assert "body" not in asked[0]["sql"]

    publish()
    assert get(**{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_time_alone_is_never_enough_for_a_304() -> None:
    """A verdict with an earlier time may be committed after a later one was read."""
    publish(at=DAY)
    since = get()["Last-Modified"]
    publish(at=DAY - timedelta(days=1))
    assert get(**{"If-Modified-Since": since}).status_code == 200


def test_another_life_of_the_record_has_another_tag() -> None:
    publish()
    etag = get()["ETag"]
    Epoch.objects.create(number=2, reason="restored")
    assert get(**{"If-None-Match": etag}).status_code == 200


def test_head_tells_the_same_and_makes_nothing(django_assert_num_queries: Any) -> None:
    publish()
    with django_assert_num_queries(1):
        head = Client().head(PATH)
    assert (head.status_code, head.getvalue()) == (200, b"")
    whole = get()
    assert head.headers == whole.headers
    assert "Content-Length" not in head


def test_what_is_published_while_it_is_sent_changes_nothing_of_it(monkeypatch: Any) -> None:
    """One tag, the same bytes: each verdict is told as it stood when the feed began."""
    monkeypatch.setattr(queries, "_BATCH", 1)
    monkeypatch.setattr(datafeed, "_CHUNK", 1)
    said = [publish(at=DAY + timedelta(days=day)) for day in range(3)]
    before = b"".join(datafeed.chunks(queries.feed()))

    chunks = datafeed.chunks(queries.feed())
    during = next(chunks)
    correct(said[0])
    withdraw(said[1])
    publish()
    assert during + b"".join(chunks) == before


def test_one_slow_reader_makes_another_wait_and_nobody_else() -> None:
    publish()
    slow = Client().get(PATH)
    busy = Client().get(PATH)
    assert (busy.status_code, busy["Retry-After"]) == (503, "5")
    assert busy["Cache-Control"] == "no-store"
    assert "ETag" not in busy
    assert Client().get(PATH, headers={"If-None-Match": slow["ETag"]}).status_code == 304
    assert Client().head(PATH).status_code == 200
    assert Client().get("/feeds/verdicts.atom").status_code == 200
    slow.getvalue()
    assert get().status_code == 200


def test_neither_parameters_nor_other_methods() -> None:
    answer = Client().get(PATH, {"page": "2"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "page")
    assert Client().post(PATH).status_code == 405


def test_memory_does_not_grow_with_the_record(monkeypatch: Any) -> None:
    """Six times as many verdicts take the same memory: a batch at a time."""
    monkeypatch.setattr(queries, "_BATCH", 10)
    said = verdict(summary="Un long résumé. " * 2_000)

    def peak() -> int:
        connection.queries_log.clear()
        tracemalloc.start()
        for _chunk in datafeed.chunks(queries.feed()):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    for _ in range(20):
        publish(said, claim_id=uuid4())
    few = peak()
    for _ in range(100):
        publish(said, claim_id=uuid4())
    assert peak() < 1.5 * few

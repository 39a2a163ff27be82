"""The change feed: its answers, its cursors, and that no reader ever misses a publication."""

import random
import threading
import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from factcheck.publications import queries, record
from factcheck.publications.models import Epoch, FeedEntry, Publication
from tests.factories.publications import correct, person, publish, verdict, withdraw


def test_a_partner_follows_what_happens(partner: Any) -> None:
    first = publish()
    answer = partner.get("changes/").json()
    assert [item["kind"] for item in answer["results"]] == ["published"]

    correct(first)
    withdraw(first)
    later = partner.get("changes/", {"cursor": answer["next"]}).json()

    assert [(item["sequence"], item["kind"], item["version"]) for item in later["results"]] == [
        (2, "corrected", 2),
        (3, "withdrawn", 3),
    ]
    assert later["results"][0]["document"]["content_hash"]
    assert later["results"][1]["document"]["withdrawal"]["reason"]
    assert later["results"][0]["published_at"] == later["results"][0]["document"]["published_at"]


def test_a_cursor_is_given_even_when_nothing_is_new(partner: Any) -> None:
    empty = partner.get("changes/").json()
    assert empty["results"] == []
    assert empty["next"] == partner.get("changes/", {"cursor": empty["next"]}).json()["next"]
    publish()
    assert len(partner.get("changes/", {"cursor": empty["next"]}).json()["results"]) == 1


def test_pages_join_without_overlap(partner: Any) -> None:
    for _ in range(5):
        publish()
    seen, query = [], {"limit": 2}
    for _ in range(3):
        page = partner.get("changes/", query).json()
        seen += [item["sequence"] for item in page["results"]]
        query["cursor"] = page["next"]
    assert seen == [1, 2, 3, 4, 5]


def test_a_restored_record_is_told_by_410(partner: Any) -> None:
    cursor = partner.get("changes/").json()["next"]
    Epoch.objects.create(number=2, reason="restored from a backup")

    answer = partner.get("changes/", {"cursor": cursor})
    assert answer.status_code == 410
    assert answer.json()["type"] == "urn:factcheck:problem:epoch-ended"
    assert "Resync" in answer.json()["detail"]
    publish()
    assert FeedEntry.objects.get().epoch == 2


def test_a_future_cursor_and_a_broken_one_are_refused(partner: Any, monkeypatch: Any) -> None:
    publish()
    ahead = partner.get("changes/").json()["next"]
    with monkeypatch.context() as patch:
        feed = queries.feed()
        patch.setattr(queries, "feed", lambda **_: feed._replace(last=0))
        answer = partner.get("changes/", {"cursor": ahead})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "cursor")
    assert "ahead" in answer.json()["detail"]
    for broken in ("x", "W10", ahead[:-3]):
        assert partner.get("changes/", {"cursor": broken}).status_code == 400


def test_304_without_reading_documents(partner: Any, django_assert_num_queries: Any) -> None:
    publish()
    etag = partner.get("changes/")["ETag"]
    with django_assert_num_queries(1):
        assert partner.get("changes/", **{"If-None-Match": etag}).status_code == 304
    publish()
    assert partner.get("changes/", **{"If-None-Match": etag}).status_code == 200


def test_two_queries_however_many_rows(partner: Any, django_assert_num_queries: Any) -> None:
    """One of them once the page was put together: it never changes."""
    for rows in (1, 10):
        for _ in range(rows):
            publish()
        for queries_needed in (2, 1):
            with django_assert_num_queries(queries_needed):
                page = partner.get("changes/").json()
        assert len(page["results"]) == Publication.objects.count()


# --- Real concurrency

WRITERS = 16


def _write(until: float, seed: int, people: dict[str, Any], written: set[Any]) -> None:
    """Publish with random delays before the commit; every fifth transaction is given up."""
    chance = random.Random(seed)
    said = verdict()
    while time.monotonic() < until:
        id = uuid4()
        try:
            with transaction.atomic():
                record.append(
                    said, id=id, claim_id=uuid4(), approved_digest=said.digest(), **people
                )
                time.sleep(chance.random() * 0.05)
                if chance.random() < 0.2:
                    raise InterruptedError
        except InterruptedError:
            continue
        written.add(id)
    connection.close()


def _follow(done: threading.Event, seen: list[Any]) -> None:
    """Read on from the last number seen, as a partner does, until all writers are done."""
    last = 0
    while True:
        finished = done.is_set()
        changes = queries.changes_since(last, 100)
        seen += changes
        last = changes[-1].sequence if changes else last
        if finished and not changes:
            break
        time.sleep(0.002)
    connection.close()


def _nothing_is_missed(seconds: float) -> None:
    people = {
        "authored_by": person("author"),
        "approved_by": person("approver"),
        "published_by": person("author"),
    }
    written: set[Any] = set()
    seen: list[Any] = []
    done = threading.Event()
    pool: Any = connection.pool  # type: ignore[attr-defined]
    pool.resize(1, WRITERS + 2)
    until = time.monotonic() + seconds
    writers = [
        threading.Thread(target=_write, args=(until, seed, people, written))
        for seed in range(WRITERS)
    ]
    reader = threading.Thread(target=_follow, args=(done, seen))
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()

    assert len(written) > 50
    assert {change.verdict for change in seen} == written
    assert [change.sequence for change in seen] == list(range(1, len(seen) + 1))
    assert Publication.objects.count() == len(written)


@pytest.mark.usefixtures("committed")
def test_no_reader_misses_what_many_writers_publish() -> None:
    _nothing_is_missed(3)


@pytest.mark.long
@pytest.mark.usefixtures("committed")
def test_no_reader_misses_anything_in_a_minute() -> None:
    _nothing_is_missed(60)

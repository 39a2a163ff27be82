"""A replica answers what stands only while it has all that the primary has, and is a replica."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.http import HttpRequest, HttpResponse

from factcheck.publications import queries, replica
from factcheck.publications.models import Epoch
from factcheck.publications.replica import Choice, Seen
from factcheck.publications.statements import on_primary
from tests.factories.publications import correct, publish

pytestmark = pytest.mark.django_db


class Server:
    """The test's own database, as one of two servers; as a replica it may stand still."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.stands_at: Any = None
        self.fails: Exception | None = None

    def stand_still(self) -> None:
        """What it would answer to who asks what it has, from now on."""
        last = queries.feed().last
        self.stands_at = last, on_primary(replica._HAS, (last,))

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        self.asked.append(sql)
        if self.fails:
            raise self.fails
        if sql == replica._HAS and self.stands_at:
            last, answer = self.stands_at
            is_replica, epoch, content_hash = answer[0]
            return [(is_replica, epoch, content_hash if values == (last,) else None)]
        return on_primary(sql, values)

    @property
    def reads(self) -> int:
        """Of what stands."""
        return len([sql for sql in self.asked if "publishedclaim" in sql])


class Two:
    def __init__(self) -> None:
        self.primary, self.replica, self.seen = Server(), Server(), Seen()

    def read(self, id: Any) -> queries.Head | None:
        """One request's read, on the same connections as the others'."""
        choice = Choice(self.primary.rows, self.replica.rows, self.seen)
        return queries.current(id, rows=choice.rows)

    def answered(self) -> tuple[int, int]:
        return self.primary.reads, self.replica.reads


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    # The test's database is none, of course.
    has = replica._HAS.replace("pg_is_in_recovery()", "true")
    monkeypatch.setattr(replica, "_HAS", has)
    replica.forget()
    yield Two()
    replica.forget()


def test_it_answers_what_it_has_with_one_look_at_the_primary(two: Two) -> None:
    one = publish()
    for _ in range(3):
        assert two.read(one.verdict)
    assert two.answered() == (0, 3)
    assert two.primary.asked == [replica._END, replica._WHAT, replica._END, replica._END]
    assert two.replica.asked.count(replica._HAS) == 1, "nothing was published since"


def test_it_answers_before_anything_is_published(two: Two) -> None:
    assert two.read(uuid4()) is None
    assert two.answered() == (0, 1)


@pytest.mark.parametrize("change", [correct, lambda before: publish()])
def test_one_that_is_behind_answers_nothing(two: Two, change: Callable[..., Any]) -> None:
    one = publish()
    assert two.read(one.verdict)
    two.replica.stand_still()
    change(one)
    for _ in range(2):
        assert two.read(one.verdict)
    assert two.answered() == (2, 1)
    two.replica.stands_at = None  # it has caught up
    assert two.read(one.verdict)
    assert two.answered() == (2, 2)


def test_one_of_another_epoch_answers_nothing(two: Two) -> None:
    one = publish()
    two.replica.stand_still()
    Epoch.objects.create(number=2, reason="Restored")
    assert two.read(one.verdict)
    assert two.answered() == (1, 0)


def test_one_with_another_publication_at_that_number_answers_nothing(two: Two) -> None:
    one = publish()
    two.replica.stand_still()
    last, [(is_replica, epoch, _hash)] = two.replica.stands_at
    two.replica.stands_at = last, [(is_replica, epoch, "f" * 64)]
    assert two.read(one.verdict)
    assert two.answered() == (1, 0)


def test_one_that_was_promoted_answers_no_more(
    two: Two, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one = publish()
    two.read(one.verdict)
    monkeypatch.setattr(replica, "_HAS", replica._HAS.replace("true", "false"))
    now = replica.time.monotonic()
    monkeypatch.setattr(replica.time, "monotonic", lambda: now + replica.TRUST)
    for _ in range(2):
        assert two.read(one.verdict)
    assert two.answered() == (2, 1)
    assert caplog.text.count("it was promoted") == 1, "it is left alone for a while"


def test_one_that_is_down_is_left_alone_for_a_while(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = publish()
    two.replica.fails = psycopg.OperationalError("connection refused")
    for _ in range(3):
        assert two.read(one.verdict)
    assert two.answered() == (3, 0)
    assert len(two.replica.asked) == 1
    two.replica.fails = None
    now = replica.time.monotonic()
    monkeypatch.setattr(replica.time, "monotonic", lambda: now + replica.REST)
    assert two.read(one.verdict)
    assert two.answered() == (3, 1)


def test_what_it_fails_at_the_primary_does(two: Two) -> None:
    one = publish()
    two.read(one.verdict)
    # As where it has to end a read to go on replaying.
    two.replica.fails = psycopg.errors.SerializationFailure("conflict with recovery")
    assert two.read(one.verdict)
    assert two.primary.reads == 1
    two.replica.fails = None
    assert two.read(one.verdict)
    assert two.replica.asked.count(replica._HAS) == 2, "it is asked again what it has"


def test_what_took_too_long_is_not_tried_twice(two: Two) -> None:
    one = publish()
    two.read(one.verdict)
    two.replica.fails = psycopg.errors.QueryCanceled("statement timeout")
    with pytest.raises(psycopg.errors.QueryCanceled):
        two.read(one.verdict)
    assert two.primary.reads == 0


def test_only_what_asks_for_it_is_read_there(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    one = publish()
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(replica, "on", lambda _alias, sql, values: two.replica.rows(sql, values))

    def view(_request: HttpRequest) -> HttpResponse:
        queries.changes_since(0, 10)
        return HttpResponse(str(queries.current(one.verdict)))

    view(HttpRequest())
    assert two.replica.asked == []
    replica.may_answer(view)(HttpRequest())
    assert two.replica.reads == 1
    assert len(two.replica.asked) == 2, "of the change feed it was asked nothing"
    queries.current(one.verdict)
    assert two.replica.reads == 1, "the next request begins anew"


@pytest.fixture
def there(two: Two, monkeypatch: pytest.MonkeyPatch) -> Two:
    """The same two, for all that the desk serves."""
    monkeypatch.setattr(replica, "is_there", lambda: True)
    monkeypatch.setattr(replica, "on", lambda _alias, sql, values: two.replica.rows(sql, values))
    return two


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/verdicts/", "/api/v1/verdicts/?q=chomage", "/api/v1/verdicts/{id}/",
        "/api/v1/verdicts/{id}/versions/", "/v1alpha1/claims:search?query=chomage",
        "/", "/search/?q=chomage", "/verdicts/{id}/", "/verdicts/{id}/versions/1/", "/corrections/",
        "/embed/{id}/", "/methodology/", "/sitemap.xml", "/feeds/verdicts.atom",
        "/feeds/corrections.atom",
    ],
)  # fmt: skip
def test_what_stands_is_asked_of_the_replica(there: Two, partner: Any, path: str) -> None:
    one = publish()
    answer = partner.get(path.format(id=one.verdict))
    assert answer.status_code == 200
    assert len(there.replica.asked) >= 2, "what it has, and what stands"


@pytest.mark.parametrize("path", ["/api/v1/changes/", "/feeds/claimreview.json", "/record/"])
def test_the_change_feed_and_the_whole_record_are_not(there: Two, partner: Any, path: str) -> None:
    publish()
    answer = partner.get(path)
    assert answer.status_code == 200
    answer.getvalue()
    assert there.replica.asked == []

"""The search table: a function of the record, proven and rebuilt as the heads are."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from factcheck.publications import bulk
from factcheck.publications.models import PublishedClaim, SearchEntry
from factcheck.publications.search import entries
from tests import raw
from tests.factories.publications import commit, correct, person, publish, verdict, withdraw
from tests.publications.test_commands import broken, run, run_as_owner
from tests.role import owner

pytestmark = pytest.mark.django_db


def rows() -> list[tuple[Any, ...]]:
    return raw.run("SELECT * FROM publications_searchentry ORDER BY verdict_id")


@pytest.fixture(autouse=True)
def record() -> None:
    first = publish()
    correct(first)
    withdraw(publish())
    publish(verdict(text="The dole has doubled", language="en"))


def test_every_verdict_that_stands_has_its_row() -> None:
    standing = PublishedClaim.objects.exclude(status="withdrawn")
    assert set(SearchEntry.objects.values_list("pk", "number")) == set(
        standing.values_list("pk", "publication_id")
    )
    run("verify_record")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE publications_searchentry SET vector = 'autre'",
        "UPDATE publications_searchentry SET vector = setweight(vector, 'D')",
        "UPDATE publications_searchentry SET facets = facets[2:]",
        "UPDATE publications_searchentry SET config = 'simple'",
        "DELETE FROM publications_searchentry WHERE config = 'english'",
        "UPDATE publications_searchentry SET number = number - 1",
        "INSERT INTO publications_searchentry (verdict_id, number, config, facets, vector)"
        " SELECT id, publication_id, 'french', '{}', 'retiré' FROM publications_publishedclaim"
        " WHERE status = 'withdrawn'",
    ],
)
def test_what_was_tampered_with_is_found_and_mended(sql: str) -> None:
    before = rows()
    raw.tamper(sql)
    assert rows() != before
    assert "the search does not find it" in broken()

    run_as_owner("rebuild_heads")
    assert rows() == before
    run("verify_record")


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DELETE FROM publications_searchentry", "has to be found"),
        ("UPDATE publications_searchentry SET number = number - 1", "stands by publication"),
        (
            "INSERT INTO publications_searchentry (verdict_id, number, config, facets, vector)"
            " SELECT id, publication_id, 'french', '{}', '' FROM publications_publishedclaim"
            " WHERE status = 'withdrawn'",
            "stands by publication",
        ),
    ],
)
def test_raw_sql_is_refused_where_it_is_cheap_to_see(sql: str, why: str) -> None:
    with raw.refused(why):
        raw.run(sql)


def test_a_head_takes_its_row_along() -> None:
    raw.tamper("DELETE FROM publications_publishedclaim")
    assert rows() == []


def test_many_are_written_alike() -> None:
    said = verdict(text="Écrit en masse")
    one = publish(said, at=datetime(2026, 5, 1, tzinfo=UTC))
    many = bulk.First(uuid4(), uuid4(), said, datetime(2026, 5, 1, tzinfo=UTC))
    with owner():
        list(bulk.append_many([many], authored_by=person("a"), approved_by=person("b")))
    commit()
    vectors = raw.run(
        "SELECT vector::text FROM publications_searchentry WHERE verdict_id IN (%s, %s)",
        one.verdict,
        many.id,
    )
    assert vectors[0] == vectors[1]
    run("verify_record")


def test_the_index_is_as_before_after_writing_many() -> None:
    """With `fastupdate` on, every search would read a list that is not sorted in."""
    with owner(), pytest.raises(RuntimeError), entries.many():
        assert "fastupdate=on" in options()
        raise RuntimeError
    assert options() == "{fastupdate=off}"


def options() -> str:
    return raw.run("SELECT reloptions::text FROM pg_class WHERE relname = 'search_words'")[0][0]


def test_a_publication_writes_its_row_in_one_statement(django_assert_num_queries: Any) -> None:
    (head,) = PublishedClaim.objects.filter(language="en")
    with django_assert_num_queries(1):
        entries.store([head])
    with django_assert_num_queries(1):
        assert entries.wrong([head]) == []

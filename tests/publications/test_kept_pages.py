"""What is asked for again and again is put together once, and never shown after it has changed."""

from collections.abc import Callable
from typing import Any

import pytest

from factcheck.publications.api import pages
from factcheck.publications.models import Publication
from tests.factories.publications import correct, publish, verdict, withdraw

LIST = "verdicts/?language=fr&rating=false"
SEARCH = "verdicts/?q=chomage"


def asked_often(partner: Any, path: str) -> Any:
    """A page that was asked for before the last time, and is kept by now."""
    for _ in range(3):
        answer = partner.get(path)
    return answer


@pytest.mark.parametrize("path", [LIST, SEARCH])
def test_a_kept_page_costs_a_look_at_the_feeds_end(
    partner: Any, django_assert_num_queries: Any, path: str
) -> None:
    publish()
    first = partner.get(path)
    asked_often(partner, path)
    with django_assert_num_queries(1) as queries:
        again = partner.get(path)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert "publishedclaim" not in queries[0]["sql"]
    assert partner.get(path, **{"If-None-Match": first["ETag"]}).status_code == 304


def test_what_is_asked_once_is_not_looked_up_twice(
    partner: Any, django_assert_num_queries: Any
) -> None:
    publish()
    with django_assert_num_queries(1):
        partner.get(LIST)


def publish_another(_one: Publication) -> None:
    publish()


def correct_it(one: Publication) -> None:
    correct(one, text="Le chômage a augmenté.")


CHANGES = [publish_another, correct_it, withdraw]


@pytest.mark.parametrize("path", [LIST, SEARCH, "verdicts/?limit=1"])
@pytest.mark.parametrize("change", CHANGES)
def test_it_is_gone_at_once_when_anything_is_published(
    partner: Any, path: str, change: Callable[[Publication], Any]
) -> None:
    one = publish()
    held = asked_often(partner, path)
    change(one)
    now = partner.get(path, **{"If-None-Match": held["ETag"]})
    assert now.status_code == 200
    pages.forget()
    assert now.content == partner.get(path).content != held.content


def test_other_questions_have_other_pages(partner: Any) -> None:
    publish(verdict(language="fr"))
    publish(verdict(language="en"))
    for path in ("verdicts/?language=fr", "verdicts/?language=en", "verdicts/"):
        asked_often(partner, path)
    found = [len(partner.get(f"verdicts/{q}").json()["results"]) for q in ("?language=en", "")]
    assert found == [1, 2]


def test_what_is_refused_stays_refused(partner: Any) -> None:
    answers = {partner.get("verdicts/?colour=red").status_code for _ in range(4)}
    assert answers == {400}


def test_a_page_is_kept_no_longer_than_it_may_be_shown(
    partner: Any, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    publish()
    asked_often(partner, LIST)
    later = pages.time.monotonic() + pages.SECONDS + 1
    monkeypatch.setattr(pages.time, "monotonic", lambda: later)
    with django_assert_max_num_queries(9) as queries:
        partner.get(LIST)
    assert any("publishedclaim" in query["sql"] for query in queries)


def test_the_least_read_pages_make_room(partner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    size = len(partner.get(LIST).content)
    monkeypatch.setattr(pages, "_ROOM", 3 * size)
    for limit in range(1, 30):
        asked_often(partner, f"{LIST}&limit={limit}")
        assert pages._lists._size <= 3 * size
    assert len(pages._lists._pages) < 4

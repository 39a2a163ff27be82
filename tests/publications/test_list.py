"""A partner lists verdicts: filters, order, pages, and what is refused."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from factcheck.publications.api import pages
from tests.factories.publications import publish, verdict, withdraw


def ids(response: Any) -> list[str]:
    assert response.status_code == 200, response.content
    return [item["id"] for item in response.json()["results"]]


def day(number: int) -> datetime:
    return datetime(2026, 5, number, 12, tzinfo=UTC)


FILTERS = [
    ({"language": "en"}, {"language": "en"}),
    ({"rating": "true"}, {"rating": "true"}),
    ({"rating": "true"}, {"rating": "vrai"}),
    ({"topics": ("santé", "vaccins")}, {"topic": "vaccins"}),
    ({"claimant": "Ali Benali"}, {"claimant": "Ali Benali"}),
    ({"publisher": "Le Phare"}, {"publisher": "Le Phare"}),
    ({"article_url": "https://x.example/?a=1&b=é"}, {"article_url": "https://x.example/?a=1&b=é"}),
    ({"claimed_on": "2026-04-30"}, {"claimed_from": "2026-04-30"}),
    ({"claimed_on": "2026-01-01"}, {"claimed_to": "2026-01-01"}),
]


@pytest.mark.parametrize(("content", "query"), FILTERS)
def test_each_filter_finds_its_own(partner: Any, content: dict, query: dict) -> None:
    wanted = publish(verdict(**content))
    publish(verdict(topics=("emploi",)))

    assert ids(partner.get("verdicts/", query)) == [str(wanted.verdict)]


def test_filters_by_time_include_the_whole_day(partner: Any) -> None:
    first, second = publish(at=day(1)), publish(at=day(2))

    assert ids(partner.get("verdicts/", {"published_to": "2026-05-01"})) == [str(first.verdict)]
    assert ids(partner.get("verdicts/", {"updated_from": "2026-05-02"})) == [str(second.verdict)]
    assert ids(partner.get("verdicts/?published_from=2026-05-02T14:30:00+02:00")) == []


def test_a_claim_of_unknown_date_is_in_no_range(partner: Any) -> None:
    publish(verdict(claimed_on=None))
    for query in ({"claimed_from": "0001-01-01"}, {"claimed_to": "9999-12-31"}):
        assert ids(partner.get("verdicts/", query)) == []


def test_newest_first_or_as_asked_with_unknown_dates_last(partner: Any) -> None:
    old = publish(verdict(claimed_on="2026-02-01"), at=day(1))
    new = publish(verdict(claimed_on=None), at=day(2))
    both = [str(new.verdict), str(old.verdict)]

    assert ids(partner.get("verdicts/")) == both
    assert ids(partner.get("verdicts/", {"order": "published"})) == both[::-1]
    assert ids(partner.get("verdicts/", {"order": "-claimed"})) == both[::-1]
    assert ids(partner.get("verdicts/", {"order": "claimed"})) == both


@pytest.mark.parametrize("order", ["-published", "published", "-claimed", "claimed"])
def test_pages_cover_everything_once(partner: Any, order: str) -> None:
    # Equal times and dates on purpose: the id decides.
    said = [publish(at=day(1 + number % 2)) for number in range(5)]

    seen, query = [], {"order": order, "limit": 2}
    while True:
        answer = partner.get("verdicts/", query)
        seen += ids(answer)
        following = answer.json()
        if following["next"] is None:
            assert following["next_url"] is None
            break
        again = partner.get("/" + following["next_url"].split("/", 3)[3])
        query["cursor"] = following["next"]
        assert ids(again) == ids(partner.get("verdicts/", query))

    assert len(seen) == 5
    assert set(seen) == {str(publication.verdict) for publication in said}


def test_a_withdrawn_verdict_is_listed_only_when_asked_for(partner: Any) -> None:
    publication = publish()
    withdraw(publication)

    assert ids(partner.get("verdicts/")) == []
    assert ids(partner.get("verdicts/", {"status": "withdrawn"})) == [str(publication.verdict)]
    assert ids(partner.get("verdicts/", {"status": "withdrawn", "rating": "false"})) == []


def test_a_list_is_304_until_something_in_it_changes(partner: Any) -> None:
    publication = publish()
    etag = partner.get("verdicts/")["ETag"]

    unchanged = partner.get("verdicts/", **{"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["ETag"] == etag

    withdraw(publication)
    changed = partner.get("verdicts/", **{"If-None-Match": etag})
    assert changed.status_code == 200
    assert ids(changed) == []


def test_the_number_of_queries_is_one_however_many_rows(
    partner: Any, django_assert_num_queries: Any
) -> None:
    for rows in (1, 10):
        for _ in range(rows):
            publish()
        pages.forget()
        with django_assert_num_queries(1):
            assert len(ids(partner.get("verdicts/"))) >= rows


REFUSED = [
    ("colour=red", "unknown-parameter", "colour"),
    ("limit=0", "invalid-parameter", "limit"),
    ("limit=501", "invalid-parameter", "limit"),
    ("limit=ten", "invalid-parameter", "limit"),
    ("limit=1&limit=2", "invalid-parameter", "limit"),
    ("language=", "invalid-parameter", "language"),
    ("language=%00", "invalid-parameter", "language"),
    ("topic=%ff", "bad-request", None),
    ("order=best", "invalid-parameter", "order"),
    ("status=draft", "invalid-parameter", "status"),
    ("claimed_from=yesterday", "invalid-parameter", "claimed_from"),
    ("claimed_from=2026-02-30", "invalid-parameter", "claimed_from"),
    ("published_from=2026-05-01T10:00:00", "invalid-parameter", "published_from"),
    ("published_from=0001-01-01T00:00:00%2B10:00", "invalid-parameter", "published_from"),
    ("claimed_from=2026-05-02&claimed_to=2026-05-01", "invalid-parameter", "claimed_to"),
    ("cursor=***", "invalid-cursor", "cursor"),
    ("cursor=WyJ2IiwxLDIsM10", "invalid-cursor", "cursor"),
    ("topic=" + "x" * 2001, "invalid-parameter", "topic"),
]


@pytest.mark.parametrize(("query", "type", "parameter"), REFUSED)
def test_what_is_wrong_is_named(partner: Any, query: str, type: str, parameter: str | None) -> None:
    answer = partner.get(f"verdicts/?{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:factcheck:problem:{type}"
    assert problem.get("parameter") == parameter
    assert problem["detail"]


def test_a_cursor_of_another_query_is_refused(partner: Any) -> None:
    publish(), publish()
    cursor = partner.get("verdicts/", {"limit": 1}).json()["next"]

    answer = partner.get("verdicts/", {"limit": 1, "cursor": cursor, "language": "fr"})
    assert answer.status_code == 400
    assert "other filters" in answer.json()["detail"]


def test_an_unknown_parameter_lists_the_allowed_ones(partner: Any) -> None:
    detail = partner.get("verdicts/?colour=red").json()["detail"]
    assert "article_url" in detail
    assert "colour" in detail


def test_nothing_published_is_an_empty_page(partner: Any) -> None:
    assert partner.get("verdicts/", {"topic": str(uuid4())}).json() == {
        "results": [],
        "next": None,
        "next_url": None,
    }

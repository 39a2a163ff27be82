"""Searching the list by words, as a partner does."""

from typing import Any

import pytest

from tests.factories.publications import publish, verdict, withdraw

CLAIM = "Le taux de chômage a baissé de moitié."


def ids(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json()
    return [found["id"] for found in answer.json()["results"]]


@pytest.mark.parametrize(
    "q", ["chomage", "CHÔMAGES", "baisser", '"taux de chômage"', "chôm*", "chomage -vaccin"]
)
def test_in_any_form_that_people_type(partner: Any, q: str) -> None:
    found = publish(verdict(text=CLAIM))
    publish(verdict(text="La grippe est partie.", headline="Vaccin", summary="Un vaccin."))
    assert ids(partner.get("verdicts/", {"q": q})) == [str(found.verdict)]


def test_each_result_says_where_the_words_stand(partner: Any) -> None:
    publish(verdict(text=CLAIM))
    answer = partner.get("verdicts/", {"q": "chomage"}).json()
    (match,) = answer["matches"]
    assert match["id"] == answer["results"][0]["id"]
    first = match["highlights"][0]
    assert [first["fragment"][start:end] for start, end in first["marks"]] == ["chômage"]
    assert "matches" not in partner.get("verdicts/", {"q": "chomage", "highlights": "false"}).json()


def test_filters_combine_with_it(partner: Any) -> None:
    wrong = publish(verdict(text=CLAIM, rating="false"))
    publish(verdict(text=CLAIM, rating="true"))
    assert ids(partner.get("verdicts/", {"q": "chomage", "rating": "false"})) == [
        str(wrong.verdict)
    ]
    assert ids(partner.get("verdicts/", {"q": "chomage", "language": "en"})) == []


def test_what_was_withdrawn_is_not_found(partner: Any) -> None:
    withdraw(publish(verdict(text=CLAIM)))
    assert ids(partner.get("verdicts/", {"q": "chomage"})) == []


def test_pages_neither_repeat_nor_skip(partner: Any) -> None:
    wanted = {str(publish(verdict(text=CLAIM)).verdict) for _ in range(5)}
    seen: list[str] = []
    query = {"q": "chomage", "limit": "2"}
    while True:
        answer = partner.get("verdicts/", query)
        seen += ids(answer)
        publish(verdict(text=CLAIM))  # what comes meanwhile is for the next search
        if answer.json()["next"] is None:
            break
        assert ids(partner.get(answer.json()["next_url"].partition("8000")[2]))
        query["cursor"] = answer.json()["next"]
    assert sorted(seen) == sorted(wanted)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"q": "..."}, "q"),
        ({"q": "-chomage"}, "q"),
        ({"q": "a*"}, "q"),
        ({"q": "chomage", "order": "claimed"}, "order"),
        ({"q": "chomage", "highlights": "maybe"}, "highlights"),
        ({"q": "chomage", "cursor": "x"}, "cursor"),
    ],
)
def test_what_cannot_be_searched_is_told(
    partner: Any, query: dict[str, str], parameter: str
) -> None:
    answer = partner.get("verdicts/", query)
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter


def test_a_cursor_of_another_search_is_refused(partner: Any) -> None:
    for _ in range(3):
        publish(verdict(text=CLAIM))
    cursor = partner.get("verdicts/", {"q": "chomage", "limit": "1"}).json()["next"]
    for query in ({"q": "baisse"}, {"q": "chomage", "language": "fr"}, {}):
        assert partner.get("verdicts/", query | {"cursor": cursor}).status_code == 400


def test_one_query_and_304(partner: Any, django_assert_num_queries: Any) -> None:
    publish(verdict(text=CLAIM))
    with django_assert_num_queries(1):
        etag = partner.get("verdicts/", {"q": "chomage"})["ETag"]
    held = {"If-None-Match": etag}
    assert partner.get("verdicts/", {"q": "chomage"}, **held).status_code == 304

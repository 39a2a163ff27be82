"""The search page: a form that works without any script, the record's own search behind it."""

from typing import Any

import pytest

from tests.factories.publications import correct, publish, verdict
from tests.publications.pages.reading import get, main, tree

pytestmark = pytest.mark.django_db

HOSTILE = '"><script>alert(1)</script>'


def headlines(page: Any) -> list[str]:
    return ["".join(link.itertext()) for link in page.xpath("//main/article/h2/a")]


def search(*, status: Any = 200, **query: str) -> Any:
    return tree("/search/", query, status=status)


def test_without_a_question_it_lists_the_newest() -> None:
    publish(verdict(headline="Older"))
    publish(verdict(headline="Newer"))
    page = search()
    assert headlines(page) == ["Newer", "Older"]
    assert page.xpath("//form/@method") == ["get"]


def test_words_are_found_and_marked_where_they_stand() -> None:
    publish(verdict(text="Le chômage a baissé de moitié.", headline="Non, pas le chômage"))
    publish(verdict(text="Les loups sont partis.", headline="Les loups", summary="Non."))
    page = search(q="chomage")
    assert headlines(page) == ["Non, pas le chômage"]
    assert page.xpath("//main//h2//mark/text()") == ["chômage"]
    assert page.xpath("//main//q/mark/text()") == ["chômage"]
    assert "1 verdict was found" in main(page)
    assert page.xpath("//input[@name='q']/@value") == ["chomage"]


def test_words_deeper_in_are_shown_in_their_sentence() -> None:
    publish(verdict(headline="Oui", text="Une chose.", summary="Le préfet l’a confirmé hier."))
    fragment = search(q="prefet").xpath("//p[@class='fragment']")[0]
    assert "".join(fragment.itertext()) == "Le préfet l’a confirmé hier."
    assert fragment.xpath("mark/text()") == ["préfet"]


def test_filters_narrow_with_or_without_words() -> None:
    publish(verdict(headline="French", rating="false"))
    publish(verdict(headline="English", language="en", rating="true"))
    for query, found in (
        ({"rating": "true"}, ["English"]),
        ({"language": "fr"}, ["French"]),
        ({"language": "fr", "rating": "true"}, []),
        ({"q": "chômage", "rating": "false"}, ["French"]),
        ({"from": "2099-01-01"}, []),
        ({"to": "2001-01-01"}, []),
        ({"from": "2001-01-01", "to": "2099-01-01"}, ["English", "French"]),
        ({"language": "zu"}, []),
    ):
        assert headlines(search(**query)) == found, query


def test_pages_by_cursor_neither_repeat_nor_skip() -> None:
    for number in range(23):
        publish(verdict(headline=f"Verdict {number}"))
    for query in ({}, {"q": "chômage"}, {"q": "chômage", "rating": "false"}):
        page, seen = search(**query), []
        while True:
            seen += headlines(page)
            following = page.xpath("//a[@rel='next']/@href")
            if not following:
                break
            page = tree(following[0])
            assert "First page" in main(page)
        assert sorted(seen) == sorted(f"Verdict {number}" for number in range(23))


def test_nothing_found_helps_to_ask_otherwise() -> None:
    publish(verdict(language="en"))
    page = search(q="xylophone", rating="true")
    assert "No verdict was found." in main(page)
    assert "/search/?q=xylophone" in page.xpath("//main//a/@href")


@pytest.mark.parametrize(
    ("query", "field", "said"),
    [
        ({"q": '"taux de'}, "q", "A quotation mark is not closed"),
        ({"q": "-loup"}, "q", "It only excludes"),
        ({"q": "???"}, "q", "It has no word to look for"),
        ({"q": "ab*"}, "q", "Before a * there are at least 3 letters"),
        ({"q": "mot " * 33}, "q", "It takes at most 32 words"),
        ({"q": "x" * 2001}, "q", "It takes at most 2000 characters"),
        ({"rating": "pants-on-fire"}, "rating", "Choose one of the ratings"),
        ({"from": "yesterday"}, "from", "Write the day like this"),
        ({"to": "2026-02-30"}, "to", "Write the day like this"),
        ({"from": "2026-02-02", "to": "2026-02-01"}, "to", "before the one from which"),
        ({"cursor": "x"}, None, "no longer there"),
        ({"q": "chômage", "cursor": "WyJxIiwxLDEuMCwxLDFd"}, None, "no longer there"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    query: dict[str, str], field: str | None, said: str
) -> None:
    answer = get("/search/", query)
    assert (answer.status_code, answer["Cache-Control"]) == (400, "no-store")
    page = search(status=400, **query)
    errors = page.xpath("//p[@class='error']/text()") or [main(page)]
    assert said in errors[0]
    if field:
        [marked] = page.xpath("//*[@aria-invalid]")
        assert marked.get("name") == field
        assert page.xpath("//*[@id=$id]", id=marked.get("aria-describedby"))


def test_parameters_of_others_and_hostile_ones_are_harmless() -> None:
    publish(verdict(headline="Non"))
    page = search(q="chômage", utm_source=HOSTILE, language=HOSTILE)
    assert headlines(page) == []
    assert page.xpath("//script") == []
    page = search(q=f'chômage "{HOSTILE}')
    assert page.xpath("//script") == []
    assert page.xpath("//input[@name='q']/@value") == [f'chômage "{HOSTILE}']
    assert get("/search/?q=%00%ff%fe").status_code in (200, 400)


def test_results_are_not_for_search_engines() -> None:
    assert search().xpath("//meta[@name='robots']") == []
    assert search(q="x").xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_two_queries_and_a_tag_that_changes_with_what_is_found(
    django_assert_num_queries: Any,
) -> None:
    first = publish()
    for query in ({}, {"q": "chômage"}):
        with django_assert_num_queries(2):
            answer = get("/search/", query)
        same = get("/search/", query, **{"If-None-Match": answer["ETag"]})
        assert same.status_code == 304
        correct(first)
        again = get("/search/", query, **{"If-None-Match": answer["ETag"]})
        assert again.status_code == 200

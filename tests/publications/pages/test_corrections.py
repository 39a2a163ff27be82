"""Everything that was corrected or withdrawn, for all to see; and as a feed."""

from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from lxml import etree

from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.formats.test_atom import GRAMMAR
from tests.publications.pages.reading import get, main, tree, words

pytestmark = pytest.mark.django_db


def items(page: Any) -> list[str]:
    return [words(item) for item in page.xpath("//main/article")]


def english(**more: Any) -> Any:
    return publish(verdict(language="en", headline="No, it did not", **more))


def feed() -> Any:
    answer = get("/feeds/corrections.atom")
    GRAMMAR.assertValid(etree.fromstring(answer.content))
    read = feedparser.parse(answer.content)
    assert not read.bozo
    return read.entries


def test_while_nothing_was_corrected() -> None:
    english()
    assert "Nothing was corrected or withdrawn." in main(tree("/corrections/"))
    assert feed() == []


def test_the_newest_first_with_the_note_and_what_became_of_the_rating() -> None:
    first, other = english(), english()
    correct(first, "The figure is corrected.", headline="No, hardly", rating="mixed")
    withdraw(other, "It was another town.", successor=first.verdict)
    newest, older = tree("/corrections/").xpath("//main/article")

    assert "Verdict withdrawn" in words(newest) and "It was another town." in words(newest)
    assert f"/verdicts/{first.verdict}/" in newest.xpath(".//a/@href")
    assert "No, hardly" in words(older) and "The figure is corrected." in words(older)
    assert older.xpath(".//del/text()") == ["Faux"]
    assert older.xpath(".//ins/text()") == ["Mitigé"]
    assert f"/verdicts/{first.verdict}/versions/2/#changes" in older.xpath(".//a/@href")


def test_each_correction_of_a_verdict_is_told() -> None:
    first = english()
    correct(first, "One.")
    correct(first, "Two.")
    newest, older = items(tree("/corrections/"))
    assert "Two." in newest and "One." not in newest
    assert "One." in older and "Two." not in older


def test_what_was_withdrawn_since_is_not_repeated() -> None:
    first = english()
    correct(first, "Somebody else did it.", headline="Somebody did it")
    withdraw(first, "Nobody did it.")
    withdrawal, correction = items(tree("/corrections/"))
    assert "Nobody did it." in withdrawal
    assert "Correction of a verdict that was withdrawn since" in correction
    assert "Somebody" not in correction
    assert [entry.title for entry in feed()] == ["Verdict withdrawn"]


def test_pages() -> None:
    first = english()
    for number in range(21):
        correct(first, f"Note {number}.")
    page = tree("/corrections/")
    assert len(items(page)) == 20
    [older] = page.xpath("//a[@rel='next']/@href")
    page = tree(older)
    assert ["Note 0." in item for item in items(page)] == [True]
    assert page.xpath("//a[@rel='next']") == []


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "1 OR 1=1", "٣"])
def test_a_page_that_is_none_shows_the_newest(before: str) -> None:
    correct(english(), "The figure is corrected.")
    assert "The figure is corrected." in main(tree("/corrections/", {"before": before}))


def test_one_query_however_many(django_assert_num_queries: Any) -> None:
    for number in range(3):
        correct(english(), f"Note {number}.")
        with django_assert_num_queries(1):
            answer = get("/corrections/")
    assert get("/corrections/", **{"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_later_withdrawal_changes_the_tag() -> None:
    first, other = english(), english()
    correct(first, "Note.")
    correct(other, "Note.")
    before = get("/corrections/")["ETag"], get("/feeds/corrections.atom")["ETag"]
    withdraw(first)
    after = get("/corrections/")["ETag"], get("/feeds/corrections.atom")["ETag"]
    assert not {*before} & {*after}


def test_the_feed_has_an_entry_for_each_under_an_id_that_stays() -> None:
    first = english()
    correct(first, "One.", headline="No, hardly")
    [one] = feed()
    correct(first, "Two.")
    newest, same = feed()
    assert (one.id, one.title) == (same.id, "Corrected: No, hardly")
    assert newest.id != one.id
    assert same.content[0].value == "One."
    assert same.link.endswith(f"/verdicts/{first.verdict}/versions/2/")
    page = tree("/corrections/")
    assert page.xpath("//link[@type='application/atom+xml']/@href")[-1].endswith("corrections.atom")

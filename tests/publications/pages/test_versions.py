"""Each version has a page of its own: what it said, and what changed with it, word by word."""

from typing import Any

import pytest

from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.pages.reading import get, main, tree

pytestmark = pytest.mark.django_db


def path(publication: Any) -> str:
    return f"/verdicts/{publication.verdict}/versions/{publication.version}/"


def english(**more: Any) -> Any:
    return verdict(language="en", summary="It fell by 0.2 points.", **more)


def test_a_version_says_what_it_said_and_where_the_current_one_is() -> None:
    first = publish(english())
    correct(first, "The figure is corrected.", summary="It fell by 0.3 points.")
    page = tree(path(first))

    assert "It fell by 0.2 points." in main(page)
    assert "0.3" not in main(page)
    assert "This is version 1 of the verdict" in main(page)
    assert "It stood until" in main(page)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    [canonical] = page.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith(f"/verdicts/{first.verdict}/")
    assert page.xpath("//script") == []


def test_what_changed_is_marked_word_by_word() -> None:
    first = publish(english())
    second = correct(
        first, "The figure is corrected.", rating="mixed", summary="It fell by 0.3 points."
    )
    page = tree(path(second))

    assert "What changed since version 1" in main(page)
    assert "The figure is corrected." in main(page)
    changed = page.xpath("//dl[@class='changes']")[0]
    labels = [label.strip() for label in changed.xpath("dt/text()")]
    assert labels == ["Rating", "Summary"]
    gone = ["".join(piece.xpath("text()")) for piece in changed.xpath(".//del")]
    new = ["".join(piece.xpath("text()")) for piece in changed.xpath(".//ins")]
    assert [text.strip() for text in gone] == ["Faux", "0.2"]
    assert [text.strip() for text in new] == ["Mitigé", "0.3"]


def test_the_seals_of_a_version_and_of_the_one_before() -> None:
    first = publish(english())
    second = correct(first)
    assert tree(path(first)).xpath("//dl[@class='hashes']//code/text()") == [first.content_hash]
    hashes = tree(path(second)).xpath("//dl[@class='hashes']//code/text()")
    assert hashes == [second.content_hash, first.content_hash]


def test_the_verdicts_page_leads_to_its_versions_and_their_changes() -> None:
    first = publish(english())
    second = correct(first)
    links = tree(f"/verdicts/{first.verdict}/").xpath("//main//a/@href")
    assert {path(first), path(second), f"{path(second)}#changes"} <= set(links)


def test_what_was_withdrawn_is_not_repeated() -> None:
    first = publish(english(text="Somebody stole a horse."))
    second = correct(first, "Somebody else stole it.", text="Somebody stole a horse.")
    third = withdraw(first, "It was another person.")
    for publication in (first, second, third):
        page = tree(path(publication))
        assert ("It was another person." in main(page)) is (publication is third)
        assert "This verdict was withdrawn" in main(page)
        assert "horse" not in main(page) and "stole" not in main(page)
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999999999", "-1", "x"])
def test_a_version_that_there_is_not(number: str) -> None:
    first = publish(english())
    assert get(f"/verdicts/{first.verdict}/versions/{number}/").status_code == 404


def test_three_queries_and_one_while_nothing_changed(django_assert_num_queries: Any) -> None:
    first = publish(english())
    second = correct(first)
    with django_assert_num_queries(3):
        answer = get(path(second))
    with django_assert_num_queries(1):
        same = get(path(second), **{"If-None-Match": answer["ETag"]})
    assert same.status_code == 304
    correct(first)
    assert get(path(second), **{"If-None-Match": answer["ETag"]}).status_code == 200

"""The first page: the latest verdicts and corrections, in the reader's language."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.pages.reading import get, main, tree

pytestmark = pytest.mark.django_db


def headlines(page: Any) -> list[str]:
    return [link.text for link in page.xpath("//main/article/h2/a")]


def test_before_anything_is_published() -> None:
    assert "Nothing is published yet." in main(tree("/"))


def test_the_newest_verdicts_first_and_none_that_was_withdrawn() -> None:
    publish(verdict(headline="Older"))
    gone = publish(verdict(headline="Withdrawn"))
    publish(verdict(headline="Newer", language="en"))
    withdraw(gone)
    page = tree("/")

    assert headlines(page) == ["Newer", "Older"]
    assert page.xpath("//main/article/h2/@lang") == ["en", "fr"]
    # The language is told where it is not the page's.
    assert "français" in main(page) and "English" not in main(page)


def test_the_latest_corrections_are_on_it() -> None:
    first = publish(verdict(language="en"))
    correct(first, "The figure is corrected.")
    page = tree("/")
    assert "The figure is corrected." in main(page)
    # Below their section's heading, as an outline reads them.
    [heading] = page.xpath("//section//article/*[1]")
    assert heading.tag == "h3"


def test_it_speaks_what_the_browser_prefers_or_the_address_says() -> None:
    for query, accepted, spoken in (
        ({}, "fr-CA, en;q=0.5", "fr"),
        ({}, "de, en;q=0.5, fr;q=0.2", "en"),
        ({}, "de", "en"),
        ({}, "", "en"),
        ({"lang": "en"}, "fr", "en"),
        ({"lang": "fr"}, "en", "fr"),
        ({"lang": "xx"}, "fr", "fr"),
        ({"lang": "<b>"}, "", "en"),
    ):
        answer = get("/", query, **{"Accept-Language": accepted})
        assert answer["Content-Language"] == spoken
        assert f'<html lang="{spoken}">' in answer.content.decode()
        asked = query.get("lang") in ("en", "fr")
        assert ("Accept-Language" in answer["Vary"]) is not asked


def test_a_chosen_language_goes_along_with_the_links() -> None:
    page = tree("/", {"lang": "fr"})
    ways = page.xpath("//header//nav//a/@href")
    assert ways and all(way.endswith("?lang=fr") for way in ways)
    assert page.xpath("//form//input[@name='lang']/@value") == ["fr"]
    assert len(page.xpath("//link[@rel='alternate'][@hreflang]")) == 3


def test_the_same_bytes_for_everybody(django_assert_num_queries: Any) -> None:
    publish()
    person = Client()
    person.force_login(get_user_model().objects.create_user("ada", language="fr"))
    with django_assert_num_queries(2):
        answer = get("/")
    assert person.get("/").content == answer.content
    assert get("/", {"utm_source": "x"}).content == answer.content
    assert "Cookie" not in answer["Vary"] and not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=60"
    assert get("/", **{"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_publication_a_correction_and_a_withdrawal_change_its_tag() -> None:
    tags = {get("/")["ETag"]}
    first = publish()
    tags.add(get("/")["ETag"])
    correct(first)
    tags.add(get("/")["ETag"])
    withdraw(first)
    tags.add(get("/")["ETag"])
    assert len(tags) == 4


def test_an_address_without_anything_is_told_kindly() -> None:
    for path in ("/verdicts/00000000-0000-4000-8000-000000000000/", "/search/x/"):
        answer = get(path, **{"Accept-Language": "en"})
        assert answer.status_code == 404
        assert "There is nothing here" in answer.content.decode()
        assert "/search/" in answer.content.decode()
        assert not answer.cookies

"""The sitemap: every verdict that stands, once, by the protocol of sitemaps.org."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from lxml import etree

from factcheck.publications.pages import sitemap
from tests.factories.publications import correct, publish, withdraw
from tests.publications.pages.reading import get

pytestmark = pytest.mark.django_db

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def entries(path: str) -> dict[str, str]:
    """Each address in it, with when it changed last."""
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    root = etree.fromstring(answer.content)
    assert len(root) <= 50_000
    return {
        entry.findtext("s:loc", namespaces=NS): entry.findtext("s:lastmod", namespaces=NS) or ""
        for entry in root
    }


def verdicts() -> dict[str, str]:
    """Every verdict that the index leads to; none twice."""
    found: dict[str, str] = {}
    for parcel in entries("/sitemap.xml"):
        for address, changed in entries(urlsplit(parcel).path).items():
            if "/verdicts/" in address:
                assert address not in found
                found[address] = changed
    return found


def page(publication: Any) -> str:
    return f"{settings.PUBLIC_BASE_URL}/verdicts/{publication.verdict}/"


def test_before_anything_is_published_there_are_our_own_pages() -> None:
    [own] = entries("/sitemap.xml")
    found = entries(urlsplit(own).path)
    assert f"{settings.PUBLIC_BASE_URL}/methodology/?lang=fr" in found
    for address in found:
        assert get(address.removeprefix(settings.PUBLIC_BASE_URL)).status_code == 200


def test_every_verdict_that_stands_by_its_last_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "EACH", 3)
    said = [publish() for _ in range(8)]
    last = correct(said[1])
    withdraw(said[5])
    found = verdicts()

    assert set(found) == {page(one) for one in said if one is not said[5]}
    changed = datetime.fromisoformat(found[page(said[1])])
    assert changed == last.published_at.replace(microsecond=0)
    assert len(entries("/sitemap.xml")) > 3


def test_a_parcel_is_told_when_it_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "EACH", 3)
    for _ in range(5):
        publish()
    for parcel, changed in entries("/sitemap.xml").items():
        inside = entries(urlsplit(parcel).path).values()
        assert changed[:19] == max(inside)[:19]


def test_a_correction_leaves_the_other_parcels_as_they_were(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sitemap, "EACH", 3)
    said = [publish() for _ in range(8)]
    before = {path: get(urlsplit(path).path)["ETag"] for path in entries("/sitemap.xml")}
    correct(said[-1])
    after = {path: get(urlsplit(path).path)["ETag"] for path in entries("/sitemap.xml")}
    same = [path for path in before if after.get(path) == before[path]]
    assert len(same) >= len(before) - 2


@pytest.mark.parametrize("number", ["99999", "99999999999999999999"])
def test_a_parcel_that_there_is_not(number: str) -> None:
    assert get(f"/sitemaps/{number}.xml").status_code == 404


def test_one_query_each(django_assert_num_queries: Any) -> None:
    publish()
    parcel = [urlsplit(path).path for path in entries("/sitemap.xml")][-1]
    for path in ("/sitemap.xml", parcel):
        with django_assert_num_queries(1):
            answer = get(path)
        assert get(path, **{"If-None-Match": answer["ETag"]}).status_code == 304


def test_robots_are_told_where_it_is_and_what_is_not_theirs() -> None:
    answer = get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert f"Sitemap: {settings.PUBLIC_BASE_URL}/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /search/?"} <= {*lines}

"""The embeddable card: on anybody's page, never stale, and nothing in it that could do harm."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from lxml import html

from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.pages.reading import get, main, tree

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script>\u202e<b onclick=x>"


def path(publication: Any) -> str:
    return f"/embed/{publication.verdict}/"


def english(**more: Any) -> Any:
    return publish(verdict(language="en", headline="No, it did not", **more))


def test_the_claim_the_verdict_and_the_way_to_the_evidence() -> None:
    first = english()
    page = tree(path(first))
    assert "Le taux de chômage a baissé de moitié." in main(page)
    assert "Jeanne Martin" in main(page) and "Faux" in main(page)
    assert "Corrected" not in main(page)
    [link] = page.xpath("//a")
    assert link.get("href").endswith(f"/verdicts/{first.verdict}/")
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_anybody_may_frame_it_and_nothing_else_is_allowed() -> None:
    answer = get(path(english()))
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "*",
    }
    assert "X-Frame-Options" not in answer
    assert not answer.cookies and "Cookie" not in answer["Vary"]
    assert not re.search(rb"<script|<style|style=| on\w+=", answer.content)


def test_only_the_card_may_be_framed() -> None:
    publication = english()
    for other in ("/", f"/verdicts/{publication.verdict}/", "/search/"):
        answer = get(other)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_correction_and_a_withdrawal_show_at_once() -> None:
    first = english()
    answer = get(path(first))
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    held = {"If-None-Match": answer["ETag"]}
    assert get(path(first), **held).status_code == 304

    correct(first, "The figure is corrected.", headline="No, hardly")
    corrected = get(path(first), **held)
    assert corrected.status_code == 200
    assert "Corrected on" in corrected.content.decode() and "No, hardly" in main(tree(path(first)))

    withdraw(first, "It was another town.")
    page = tree(path(first))
    assert "This verdict was withdrawn" in main(page) and "It was another town." in main(page)
    assert "chômage" not in main(page) and "Faux" not in main(page)


def test_one_query_and_small(django_assert_num_queries: Any) -> None:
    first = english()
    with django_assert_num_queries(1):
        answer = get(path(first))
    [style] = tree(path(first)).xpath("//link[@rel='stylesheet']/@href")
    sheet = Path(settings.BASE_DIR, "factcheck/publications/static", style.split("static/")[1])
    assert len(answer.content) + sheet.stat().st_size < 10_000


def test_hostile_words_stay_words() -> None:
    said = verdict(language="en", text=HOSTILE, headline=HOSTILE, claimant=HOSTILE)
    page = tree(path(publish(replace(said, topics=(HOSTILE,)))))
    assert page.xpath("//script") == [] and page.xpath("//b") == []
    assert "\u202e" not in page.findtext(".//title")


def test_what_is_copied_is_one_frame_whatever_the_headline_says() -> None:
    headline = '"><script>alert(1)</script></textarea> & é'
    first = publish(verdict(headline=headline))
    [area] = tree(f"/verdicts/{first.verdict}/").xpath("//textarea")
    frame = html.fromstring(area.text)
    assert (frame.tag, len(frame), frame.tail) == ("iframe", 0, None)
    assert frame.get("title") == headline
    assert frame.get("src").endswith(path(first))


def test_a_verdict_that_there_is_not() -> None:
    assert get("/embed/00000000-0000-4000-8000-000000000000/").status_code == 404

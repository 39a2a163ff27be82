"""What a page says about itself: the most trusted word for each thing, and whose word it is."""

import json
from datetime import date
from typing import Any

import pytest

from claims.reading.page.reading import Page, read_page

TODAY = date(2026, 3, 2)
URL = "https://www.gazette.example/emploi/chomage-recule"
SAID = "Le taux de chômage a baissé de moitié en deux ans, a dit la ministre aux députés."


def read(head: str = "", *, body: str = "", html: str = "<html>", url: str = URL) -> Page:
    article = f"<article><p>{SAID} Un.</p><p>{SAID} Deux.</p></article>"
    source = f"<!doctype html>{html}<head>{head}</head><body>{body}{article}</body></html>"
    return read_page(source, url=url, today=TODAY)


def ld(*documents: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(d)}</script>' for d in documents
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def known(page: Page, field: str) -> tuple[str, str] | None:
    found = page.fields.get(field)
    return (found["value"], found["origin"]) if found else None


def dropped(page: Page) -> list[tuple[str, str]]:
    return [(note["field"], note["why"]) for note in page.notes]


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Le chômage &amp; l’emploi",
    "datePublished": "2026-02-28T23:30:00+01:00",
    "dateModified": "2026-03-01",
    "inLanguage": "fr-FR",
    "author": [{"@type": "Person", "name": "Ana Roy"}, {"name": ["Bo Li"]}, "Cy Ma"],
    "publisher": {"@type": "Organization", "name": "La Gazette"},
    "mainEntityOfPage": {"@id": URL},
}
EVERYTHING = (
    meta("og:title", "Le chômage | La Gazette")
    + meta("article:published_time", "2026-02-27")
    + meta("article:modified_time", "2026-02-28")
    + meta("og:site_name", "Gazette OG")
    + meta("article:author", "https://social.example/ana")
    + meta("og:url", URL)
    + '<meta name="author" content="Ana META"><meta name="date" content="2026-02-26">'
    + '<meta name="dc.publisher" content="Gazette META"><title>Le chômage – Gazette</title>'
    + f'<link rel="canonical" href="{URL}">'
)


def test_json_ld_comes_first() -> None:
    page = read(ld(ARTICLE) + EVERYTHING)
    assert known(page, "title") == ("Le chômage & l’emploi", "json-ld")
    assert known(page, "author") == ("Ana Roy, Bo Li, Cy Ma", "json-ld")
    assert known(page, "publisher") == ("La Gazette", "json-ld")
    assert known(page, "published_on") == ("2026-02-28", "json-ld")  # as its own clock had it
    assert known(page, "modified_on") == ("2026-03-01", "json-ld")
    assert known(page, "language") == ("fr-FR", "json-ld")
    assert known(page, "url") == (URL, "html")
    assert not any(field.get("guessed") for field in page.fields.values())


def test_then_open_graph_and_meta() -> None:
    page = read(EVERYTHING)
    assert known(page, "title") == ("Le chômage | La Gazette", "opengraph")
    assert known(page, "author") == ("Ana META", "meta")
    assert known(page, "publisher") == ("Gazette OG", "opengraph")
    assert known(page, "published_on") == ("2026-02-27", "opengraph")
    assert dropped(page) == [("author", "no_name")]


def test_then_the_html_that_people_see() -> None:
    page = read(
        "<title>Le chômage – Gazette</title>", html='<html lang="fr">',
        body='<h1>Le chômage</h1><a rel="author">Ana  Roy</a>'
        '<time itemprop="datePublished" datetime="2026-02-25T10:00">hier</time>',
    )  # fmt: skip
    assert known(page, "title") == ("Le chômage", "html")
    assert known(page, "author") == ("Ana Roy", "html")
    assert known(page, "published_on") == ("2026-02-25", "html")
    assert known(page, "language") == ("fr", "html")


@pytest.mark.parametrize(
    ("head", "body", "url", "origin"),
    [
        ("", "", "https://gazette.example/2026/02/25/chomage", "url"),
        ("", "<p>Publié le 25 février 2026 par la rédaction</p>", URL, "guess"),
    ],
)
def test_a_date_that_nobody_states_is_a_guess(head: str, body: str, url: str, origin: str) -> None:
    page = read(head, body=body, url=url)
    assert known(page, "published_on") == ("2026-02-25", origin)
    assert page.fields["published_on"]["guessed"] is True


@pytest.mark.parametrize(
    "documents",
    [
        [[ARTICLE]],
        [{"@graph": [{"@type": "WebSite", "name": "Gazette"}, ARTICLE]}],
        [{"@type": "WebPage", "name": "Page", "mainEntity": ARTICLE}],
        ["x", None, [[]], {"@type": 7}, ARTICLE | {"@type": ["Thing", "ReportageNewsArticle"]}],
        [
            ARTICLE
            | {"@type": "https://schema.org/NewsArticle", "publisher": [ARTICLE["publisher"]]}
        ],
        [ARTICLE | {"headline": {"@value": ARTICLE["headline"]}, "publisher": "La Gazette"}],
        [ARTICLE | {"publisher": {"@id": "#us"}}, {"@id": "#us", "name": "La Gazette"}],
        # Another article that is only listed here.
        [{"@type": "ItemList", "itemListElement": [ARTICLE | {"headline": "Autre"}]}, ARTICLE],
    ],
)
def test_json_ld_in_all_its_shapes(documents: list[Any]) -> None:
    page = read(ld(*documents))
    assert known(page, "title") == ("Le chômage & l’emploi", "json-ld")
    assert known(page, "publisher") == ("La Gazette", "json-ld")


def test_broken_json_ld_is_passed_over_piece_by_piece() -> None:
    script = '<script type="application/ld+json">%s</script>'
    commented = script % f"<!-- {json.dumps(ARTICLE)} -->"
    multiline = script % json.dumps(ARTICLE).replace("Le chômage", "Le\nchômage")
    for source in (script % '{"headline": ', script % "[]]", script % ("[" * 9_999)):
        for good in (commented, multiline):
            assert known(read(source + good), "title") == ("Le chômage & l’emploi", "json-ld")
    wrong = {"headline": 7, "datePublished": ["hier"], "author": {"name": {"a": 1}}, "publisher": 3}
    page = read(ld(ARTICLE | wrong) + EVERYTHING)
    assert known(page, "title") == ("Le chômage | La Gazette", "opengraph")
    assert known(page, "published_on") == ("2026-02-27", "opengraph")


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ("0000-00-00", "no_date"),
        ("0001-01-01T00:00:00Z", "no_date"),
        ("1970-01-01", "no_date"),
        ("2026-02-30", "no_date"),
        ("hier", "no_date"),
        ("20260", "no_date"),
        ("2026-03-04", "future"),
        ("9999-12-31", "future"),
    ],
)
def test_no_date_is_made_of_what_is_none(stated: str, why: str) -> None:
    page = read(ld(ARTICLE | {"datePublished": stated}) + EVERYTHING)
    assert known(page, "published_on") == ("2026-02-27", "opengraph")
    assert dropped(page)[0] == ("published_on", why)


def test_it_may_be_tomorrow_already_where_it_is_written() -> None:
    page = read(ld(ARTICLE | {"datePublished": "20260303"}))
    assert known(page, "published_on") == ("2026-03-03", "json-ld")
    assert ("modified_on", "before_publication") in dropped(page)


def test_what_is_too_long_or_odd_is_dropped_or_cleaned() -> None:
    page = read(ld(ARTICLE | {"headline": "x" * 10_000, "author": "A" * 201}) + EVERYTHING)
    assert known(page, "title") == ("Le chômage | La Gazette", "opengraph")
    assert [note["why"] for note in page.notes[:2]] == ["too_long", "too_long"]
    assert all(len(note["value"]) <= 200 for note in page.notes)
    odd = "<b>Le</b>\u202e chô\u00admage\ud800\x00\n recule"
    assert known(read(ld(ARTICLE | {"headline": odd})), "title") == ("Le chômage recule", "json-ld")


def test_a_byline_and_a_handle_are_the_names_in_them() -> None:
    page = read(ld(ARTICLE | {"author": "Par Ana Roy", "publisher": "@gazette"}))
    assert known(page, "author") == ("Ana Roy", "json-ld")
    assert known(page, "publisher") == ("gazette", "json-ld")
    assert page.fields["author"]["stated"] == "Par Ana Roy"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("/emploi/chomage?id=1#haut", "https://www.gazette.example/emploi/chomage?id=1"),
        ("https://m.gazette.example:443/a", "https://m.gazette.example/a"),
        ("http://gazette.example/a", "http://gazette.example/a"),
        ("https://other.example/a", "other_site"),
        ("https://gazette.example.evil.test/a", "other_site"),
        ("https://www.gazette.example/", "front_page"),
        ("javascript:alert(1)", "no_address"),
        ("https://ana:secret@www.gazette.example/a", "no_address"),
        ("https://[::1/a", "no_address"),
        ("https://www.gazette.example:99999/a", "no_address"),
        (f"https://www.gazette.example/{'x' * 2_000}", "too_long"),
    ],
)
def test_a_canonical_address_is_of_its_own_site(stated: str, kept: str) -> None:
    page = read(f'<link rel="canonical" href="{stated}">')
    if kept.startswith("http"):
        assert known(page, "url") == (kept, "html")
    else:
        assert "url" not in page.fields
        assert ("url", kept) in dropped(page)


def test_of_a_file_the_page_alone_tells_the_address() -> None:
    assert known(read(f'<link rel="canonical" href="{URL}">', url=""), "url") == (URL, "html")
    page = read('<link rel="canonical" href="https://gazette.example/">', url="")
    assert dropped(page) == [("url", "front_page")]
    assert dropped(read('<link rel="canonical" href="/a">', url="")) == [("url", "no_address")]

"""Taking an article in, in the admin, and what is refused."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Article, Claim, Snapshot
from factcheck.desk.demo import texts
from factcheck.text import canonical
from tests.factories import claims

ADD = "/admin/claims/article/add/"
TEXT = texts.ARTICLE.read_text()


@pytest.fixture
def desk(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("reviewer")


def test_a_pasted_text_is_kept_to_the_letter(desk: Client) -> None:
    pasted = "  " + TEXT.replace("\n", "\r\n")  # as a browser posts it
    answer = desk.post(ADD, {"text": pasted, "language": "fr"}, follow=True)
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"/{article.pk}/change/")
    assert article.snapshots.get().text == "  " + TEXT


def test_a_file_too(desk: Client) -> None:
    file = SimpleUploadedFile("a.txt", TEXT.encode())
    desk.post(ADD, {"file": file, "language": "fr", "title": "La fuite"})
    assert Article.objects.get().snapshots.get().text == TEXT


def test_the_same_text_again_is_told(desk: Client) -> None:
    for _ in range(2):
        answer = desk.post(ADD, {"text": TEXT, "language": "fr"}, follow=True)
    assert "here already" in answer.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Give a text or a file"),
        ({"text": "  \n "}, "Give a text or a file"),
        ({"text": TEXT, "file": SimpleUploadedFile("a.txt", b"x")}, "one of the two"),
        ({"file": SimpleUploadedFile("a.bin", b"\x00\x01\x02 binary")}, "control character"),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfb\x90")}, "UTF-8"),
        ({"text": "a" * 1_000_001}, "1,000,000"),
        ({"text": "Der Hund bellt.", "language": ""}, "which language"),
        ({"text": TEXT, "language": "xx"}, "not one of the available"),
        ({"text": TEXT, "published_on": "yesterday"}, "valid date"),
        ({"text": TEXT, "url": "not an address"}, "valid URL"),
    ],
)
def test_what_is_no_article_is_refused_and_nothing_kept(
    desk: Client, given: dict[str, Any], told: str
) -> None:
    answer = desk.post(ADD, {"language": "fr", "title": "Kept title", **given})
    page = answer.content.decode()
    assert told in page
    assert "Kept title" in page
    assert not Article.objects.exists()


def test_a_passage_becomes_a_claim(desk: Client) -> None:
    article = claims.article(TEXT)
    address = f"/admin/claims/article/{article.pk}/do/suggest/"
    passage = "Le dossier pèse  219\ngigaoctets"
    answer = desk.post(address, {"passage": passage, "text": "Le dossier pèse 219 Go"}, follow=True)
    claim = Claim.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"/claim/{claim.pk}/change/")
    place = claim.appearances.get()
    assert place.exact == "Le dossier pèse 219 gigaoctets"
    assert TEXT[place.start : place.end] == place.exact
    assert claim.text == "Le dossier pèse 219 Go"


@pytest.mark.parametrize(
    ("passage", "told"), [("Rien de tel.", "are not in"), ("Meta", "times"), (" ", "required")]
)
def test_a_passage_that_is_not_there_or_not_alone(desk: Client, passage: str, told: str) -> None:
    article = claims.article(TEXT)
    answer = desk.post(f"/admin/claims/article/{article.pk}/do/suggest/", {"passage": passage})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Claim.objects.exists()


def test_an_unknown_verb_is_no_page(desk: Client) -> None:
    article = claims.article(TEXT)
    assert desk.get(f"/admin/claims/article/{article.pk}/do/explode/").status_code == 404


def test_too_much_at_once_is_told(desk: Client) -> None:
    answer = desk.post(ADD, "text=" + "a" * 6_000_000,
                       content_type="application/x-www-form-urlencoded")  # fmt: skip
    assert answer.status_code == 413
    assert "split it" in answer.content.decode()


# --- What was read about it

PAGE = """<!doctype html><html lang="fr"><head><title>Le chômage recule</title>
<link rel="canonical" href="https://gazette.example/2026/03/02/chomage">
<meta property="og:site_name" content="La Gazette">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "0000-00-00"}</script>
</head><body><article><p>Le chômage a baissé de 12 % en 2022, selon l’Insee, mardi à Paris.</p>
<p>Le ministre du travail a présenté la loi le 3 mars devant la commission.</p></article>"""


def test_what_was_found_is_told_with_where_it_is_from(desk: Client) -> None:
    page = desk.post(ADD, {"text": PAGE}, follow=True).content.decode()
    assert "title: Le chômage recule (the page&#x27;s HTML)" in page
    assert "published on: 2026-03-02 (the page&#x27;s address, guessed)" in page
    assert "Not taken: published on: 0000-00-00 (no date)" in page
    assert "<td>La Gazette</td><td>the page&#x27;s Open Graph tags</td>" in page  # and for later
    assert "<del>0000-00-00</del>" in page


def test_a_guessed_date_is_confirmed_on_the_articles_page(desk: Client) -> None:
    desk.post(ADD, {"text": PAGE})
    article = Article.objects.get()
    address = f"/admin/claims/article/{article.pk}"
    assert "is guessed" in desk.get(f"{address}/change/").content.decode()
    assert "(guessed)" in desk.get("/admin/claims/article/").content.decode()
    page = desk.post(f"{address}/do/confirm_date/", {"seen": 1}, follow=True).content.decode()
    article.refresh_from_db()
    assert not article.published_on_guessed
    assert "is guessed" not in page
    assert "confirm_date" not in page
    assert "(guessed)" not in desk.get("/admin/claims/article/").content.decode()


def test_what_was_given_for_a_known_article_is_not_dropped_in_silence(desk: Client) -> None:
    given = {"text": TEXT, "language": "fr", "title": "La fuite"}
    desk.post(ADD, given)
    page = desk.post(ADD, given | {"title": "Autre"}, follow=True).content.decode()
    assert "as “La fuite”. Kept as they were: title." in page


def test_a_pasted_page_is_utf_8_whatever_it_says(desk: Client) -> None:
    desk.post(ADD, {"text": PAGE.replace("<title>", '<meta charset="latin1"><title>')})
    assert "Le chômage a baissé" in Article.objects.get().snapshots.get().text


AWKWARD = st.sampled_from("é <\r\n\t\u00a0\u00ad\u200b\u200d\u2060\ufeff\u2028\x85\x0b𝄞")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(AWKWARD, min_size=5, max_size=30))
def test_one_text_by_every_way_in(desk: Client, tmp_path: Path, text: str) -> None:
    """Pasted into the form (whose text area posts CRLF), as a file, and by the command."""
    text = f"mot {text} fin"
    posted = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    written = tmp_path / "a.txt"
    written.write_bytes(text.encode())
    urls = [f"https://gazette.example/{uuid4()}" for _way in range(3)]
    desk.post(ADD, {"text": posted, "language": "fr", "url": urls[0]})
    file = SimpleUploadedFile("a.txt", text.encode())
    desk.post(ADD, {"file": file, "language": "fr", "url": urls[1]})
    call_command("import_article", str(written), "--language=fr", f"--url={urls[2]}",
                 stdout=io.StringIO(), stderr=io.StringIO())  # fmt: skip
    kept = Snapshot.objects.filter(article__url__in=urls)
    assert [snapshot.text for snapshot in kept] == [canonical(text)] * 3
    assert len({snapshot.sha256 for snapshot in kept}) == 1

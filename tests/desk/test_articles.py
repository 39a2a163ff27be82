"""Taking an article in, in the admin, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.models import Article, Claim
from factcheck.desk.demo import texts
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

"""Searching an article for claims, from its page: asked for, under way, and what came of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from claims import actions
from claims.actions import extractions
from claims.models import Article, Extraction
from tests.claims.model.server import BUDGET, TEXT, Serve, claim, model, says, sends
from tests.factories import claims, people

__all__ = ["model"]
SignIn = Callable[[str], Client]


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    return sign_in("reviewer")


def page_of(article: Article, desk: Client) -> Any:
    return html.fromstring(desk.get(f"/admin/claims/article/{article.pk}/change/").content.decode())


def panel(page: Any) -> str:
    return " ".join(page.get_element_by_id("progress").text_content().split())


def press(article: Article, desk: Client) -> Any:
    return desk.post(f"/admin/claims/article/{article.pk}/do/extract/", follow=True)


def test_before_the_first_search_nothing_is_told(desk: Client) -> None:
    page = page_of(claims.article(TEXT), desk)
    assert not page.xpath("//*[@id='progress']")


def test_the_rules_find_at_once(desk: Client) -> None:
    article = claims.article(TEXT)
    answer = press(article, desk)
    assert "Done: Find claims." in answer.content.decode()
    page = page_of(article, desk)
    assert "by rules-4, for reviewer" in panel(page)
    assert "Candidates: 4; new on the desk: 4." in panel(page)
    assert not page.xpath("//script[contains(@src, 'progress.js')]")


def test_a_model_is_waited_for_by_nobody(desk: Client, model: Serve) -> None:
    model(says())
    article = claims.article(TEXT)
    answer = press(article, desk)
    assert "being looked for" in answer.content.decode()
    assert "Done" not in answer.content.decode()
    page = page_of(article, desk)
    assert "asked for it" in panel(page)
    assert "as soon as its turn comes" in panel(page)
    assert page.xpath("//script[contains(@src, 'progress.js')]")
    [refused] = page.find_class("refused")
    assert "Find claims" in refused.text_content()
    assert "reviewer" in refused.text_content()
    again = press(article, desk)
    assert again.status_code == 409
    assert Extraction.objects.count() == 1

    extractions.start(Extraction.objects.get())
    assert "it began, and may take minutes" in panel(page_of(article, desk))


def test_what_was_dropped_is_told(desk: Client, model: Serve) -> None:
    model(says(claim(), claim(quote="Une invention"), claim(99)))
    article = claims.article(TEXT)
    press(article, desk)
    actions.carry_out(Extraction.objects.get().pk)
    page = page_of(article, desk)
    assert "by model:test-1, for reviewer" in panel(page)
    assert (
        "The language model named 3 passages; 2 were dropped: 1 quote is not in the sentence that"
        " was named, 1 sentence was not shown to it." in panel(page)
    )
    assert not page.find_class("refused")


def test_a_model_that_is_down_is_told_and_the_rules_stand(desk: Client, model: Serve) -> None:
    model(sends({}, "401 Unauthorized"))
    article = claims.article(TEXT)
    press(article, desk)
    actions.carry_out(Extraction.objects.get().pk)
    page = page_of(article, desk)
    [note] = page.get_element_by_id("progress").find_class("errornote")
    assert "refused our key (HTTP 401)" in note.text_content()
    assert "the claims are those that the rules found" in note.text_content()
    assert len(page.xpath("//*[@id='triage']//mark[@data-claim]")) >= 4


def test_one_that_was_lost_can_be_asked_for_again(
    desk: Client, model: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(says())
    article = claims.article(TEXT)
    press(article, desk)
    extractions.start(Extraction.objects.get())
    later = timezone.now() + extractions.LOST_AFTER + timedelta(seconds=1)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        page = page_of(article, desk)
        assert "did not come to its end" in panel(page)
        assert not page.find_class("refused")


def test_a_model_gives_its_reason_on_the_card(desk: Client, model: Serve) -> None:
    quote = "Le budget de la santé atteint 3,2 milliards d’euros"
    model(says(claim(BUDGET, quote, why="<b>chiffre</b> vérifiable")))
    article = claims.article(TEXT)
    _found, new = actions.extract_claims(article, actor=None)
    [worded] = [claim for claim in new if claim.extractor == "model:test-1"]
    page = desk.get(f"/admin/claims/article/{article.pk}/change/?claim={worded.pk}")
    assert "a language model&#x27;s opinion" in page.content.decode()
    assert "&lt;b&gt;chiffre&lt;/b&gt; vérifiable" in page.content.decode()


def test_an_auditor_sees_all_searches_and_asks_for_none(sign_in: SignIn) -> None:
    article = claims.article(TEXT)
    actions.extract_claims(article, actor=people.reviewer())
    auditor = sign_in("auditor")
    assert "Candidates: 4" in panel(page_of(article, auditor))
    assert auditor.post(f"/admin/claims/article/{article.pk}/do/extract/").status_code == 403
    search = Extraction.objects.get()
    assert "rules-4" in auditor.get("/admin/claims/extraction/").content.decode()
    address = f"/admin/claims/extraction/{search.pk}/change/"
    assert auditor.get(address).status_code == 200
    assert auditor.post(address, {"trouble": "x"}).status_code == 403

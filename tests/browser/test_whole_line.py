"""An article becomes a verdict, and the verdict a corrected one, through the pages alone: by four
people, with the mouse and with nothing but the keyboard."""

import os
from pathlib import Path
from typing import Any

import pytest

from factcheck.desk.demo import texts
from reviews.models import ClaimReview
from tests.factories import people, reviews
from tests.scenarios.desk import PASSWORD

#: Pictures of each step are kept here, for whoever names a folder.
PICTURES = os.environ.get("PICTURES", "")
NOTE = "La première version oubliait les laboratoires industriels."


class Mouse:
    """Clicks and types."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        self.page.click(selector)

    def write(self, selector: str, text: str) -> None:
        self.page.fill(selector, text)

    def choose(self, selector: str, label: str) -> None:
        self.page.select_option(selector, label=label)

    def choose_third_claim(self) -> None:
        self.page.click("a.sign >> nth=2")

    def choose_source(self, title: str) -> None:
        self.page.click(".field-source .select2-selection")
        self.page.fill(".select2-search__field", title)
        self.page.click(f".select2-results__option--highlighted >> text={title}")


class Keyboard(Mouse):
    """Goes from one thing to the next by Tab, as somebody does who has no mouse."""

    def reach(self, selector: str) -> None:
        wanted = self.page.locator(selector).first
        wanted.wait_for()
        for _ in range(250):
            if wanted.evaluate("it => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    def press(self, selector: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Enter")

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def choose(self, selector: str, label: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(label)

    def choose_third_claim(self) -> None:
        self.page.wait_for_selector("#triage-keys:not([hidden])")
        for number in (2, 3):
            self.page.keyboard.press("j")
            self.page.wait_for_selector(f"#card-title >> text=Claim {number} of")

    def choose_source(self, title: str) -> None:
        self.reach(".field-source .select2-selection")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".select2-search__field:focus")
        self.page.keyboard.type(title)
        self.page.wait_for_selector(f".select2-results__option--highlighted >> text={title}")
        self.page.keyboard.press("Enter")


class Desk:
    """The browser on the newsroom's table: one person after the other sits down at it."""

    def __init__(self, tab: Any, hand: type[Mouse]) -> None:
        self.tab, self.page, self.hand = tab, tab.page, hand(tab.page)
        self.steps = 0

    def sits_down(self, role: str) -> None:
        user = people.person(role)
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        self.page.context.clear_cookies()
        self.tab.open("/admin/login/")
        self.hand.write("#id_username", user.username)
        self.hand.write("#id_password", PASSWORD)
        self.hand.press("input[type=submit]")
        self.sees("#content h1")

    def sees(self, selector: str) -> None:
        """What was done shows; a picture of it."""
        self.page.wait_for_selector(selector)
        self.steps += 1
        if PICTURES:
            name = f"{self.hand.__class__.__name__.lower()}-{self.steps:02}.png"
            self.page.screenshot(path=Path(PICTURES) / name, full_page=True)


@pytest.fixture(
    params=[
        pytest.param(Mouse, id="mouse"),
        # Thousands of presses of Tab: a minute.
        pytest.param(Keyboard, id="keyboard", marks=pytest.mark.long),
    ]
)
def desk(request: Any, tab: Any) -> Desk:
    return Desk(tab, request.param)


def test_from_an_article_to_a_corrected_verdict(desk: Desk) -> None:
    reviews.rating()
    _article_and_triage(desk)
    _work(desk)
    _second_person(desk)
    _publish(desk)
    review = ClaimReview.objects.get()
    desk.tab.open(f"/verdicts/{review.uid}/")
    desk.sees("text=Oui, l’accès était réservé")
    _correct(desk, review)
    desk.tab.open(f"/verdicts/{review.uid}/")
    desk.page.reload()  # a browser may show its copy for a minute
    desk.sees(f"text={NOTE}")
    assert desk.tab.complaints == []


def _article_and_triage(desk: Desk) -> None:
    desk.sits_down("reviewer")
    desk.hand.press("a[href='/admin/claims/article/add/']")
    desk.hand.write("#id_title", "La fuite")
    desk.hand.choose("#id_language", "fr")
    desk.hand.write("#id_text", texts.ARTICLE.read_text())
    desk.hand.press("input[name=_save]")
    desk.hand.press("section.verbs >> text=Find claims")
    desk.sees("a.sign >> nth=5")
    desk.hand.choose_third_claim()
    desk.sees("#card-title >> text=Claim 3 of")
    desk.hand.write("#card-form textarea", "L’accès à LLaMA était réservé.")
    desk.hand.press("#card-accept")
    desk.sees("#triage-progress >> text=1 of")


def _work(desk: Desk) -> None:
    _source(desk)
    desk.tab.open("/admin/")
    desk.hand.press("#hands button")
    desk.sees("text=You hold it until")
    desk.hand.choose("#id_rating", "Faux")
    desk.hand.write("#id_headline", "Oui, l’accès était réservé")
    desk.hand.write("#id_summary", "Meta annonçait un accès au cas par cas.")
    desk.hand.choose_source("Introducing LLaMA")
    desk.hand.choose("#id_evidence-0-stance", "supports the claim")
    desk.sees("text=Nothing is missing.")
    desk.hand.press("input[name=_continue]")
    desk.sees(".messagelist .success")
    desk.hand.press("section.verbs >> text=Submit to a second person")
    desk.sees("text=Submitted, revision 1")


def _source(desk: Desk) -> None:
    desk.tab.open("/admin/claims/source/add/")
    desk.hand.write("#id_title", "Introducing LLaMA")
    desk.hand.choose("#id_kind", "official document")
    desk.hand.write("#id_url", "https://ai.example/llama")
    desk.hand.press("input[name=_save]")
    desk.sees(".messagelist .success")


def _second_person(desk: Desk) -> None:
    desk.sits_down("approver")
    desk.hand.press("a[data-queue=for_me]")
    desk.hand.press("#result_list tbody th a")
    desk.sees("text=Submitted, revision")
    desk.hand.press("section.verbs >> text=Approve")
    desk.sees("text=Approved, revision")


def _publish(desk: Desk) -> None:
    desk.sits_down("editor")
    desk.hand.press("a[data-queue=approved]")
    desk.hand.press("#result_list tbody th a")
    desk.hand.press("section.verbs form:has(button:text-is('Publish')) button")
    desk.sees("text=Published, revision")


def _correct(desk: Desk, review: ClaimReview) -> None:
    desk.sits_down("reviewer")
    desk.tab.open(f"/admin/reviews/claimreview/{review.pk}/change/")
    desk.hand.press("section.verbs >> text=Revise")
    desk.hand.write("#id_reason", "L’annonce cite aussi l’industrie.")
    desk.hand.press("input[type=submit].default")
    desk.sees("text=In review, revision 2")
    desk.hand.write("#id_correction_note", NOTE)
    desk.hand.press("input[name=_continue]")
    desk.sees(".messagelist .success")
    desk.hand.press("section.verbs >> text=Submit to a second person")
    desk.sees("text=Submitted, revision 2")
    _second_person(desk)
    _publish(desk)

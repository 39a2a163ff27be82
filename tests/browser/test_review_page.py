"""A review's page in a real browser: what happens while somebody types; by keyboard, too."""

from collections.abc import Callable
from typing import Any

from factcheck.accounts.models import User
from reviews import actions
from reviews.models import ClaimReview, Comment
from tests import raw
from tests.browser import axe
from tests.factories import people, publications, reviews


def address(review: ClaimReview, what: str = "change/") -> str:
    return f"/admin/reviews/claimreview/{review.pk}/{what}"


def test_the_page_while_somebody_works(signed_in: Callable[[str], Any]) -> None:
    tab = signed_in("reviewer")
    page, person = tab.page, User.objects.get()
    publications.publish(publications.verdict(text="Le taux de chômage a baissé d’un quart."))
    review = reviews.approve(reviews.submitted(person), people.person("approver", "alain"))
    changes = {"summary": "", "headline": "Non, de 0,2 point"}
    actions.edit(review.pk, actor=person, seen=review.version, changes=changes)
    actions.comment(review.pk, actor=people.reviewer(), text="@alain Le tableau ?")
    raw.tamper("UPDATE reviews_claimreview SET lease_until = now() + interval '10 minutes'")

    tab.open(address(review))
    assert page.is_visible("#lease-short")
    assert "1 thing is missing" in page.inner_text(".items")
    page.fill("#id_summary", "Il a baissé de 0,2 point.")
    page.wait_for_selector("text=Nothing is missing.")
    assert page.is_visible("text=As you type; nothing is saved yet.")
    page.wait_for_selector("#lease-short", state="hidden")
    assert ClaimReview.objects.get(pk=review.pk).summary == ""

    # A comment, while the typed words stay; a wrong name is told beside what was written.
    page.fill("#id_comment", "Vois @personne.")
    page.click("#comment-form button")
    page.wait_for_selector("#comment-form .errorlist >> text=@personne")
    assert page.input_value("#id_comment") == "Vois @personne."
    page.fill("#id_comment", "Vois @alain.")
    page.click("#comment-form button")
    page.wait_for_selector("#thread >> text=Vois @alain.")
    assert page.input_value("#id_summary") == "Il a baissé de 0,2 point."
    complaints = [said for said in tab.complaints if "400" not in said]

    found = axe.violations(page)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 640, "height": 900})
    found += axe.violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("input[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    for what in ("compare/", "do/schedule/"):
        tab.open(address(review, what))
        found += axe.violations(page)
    assert found == [], "\n".join(found)
    assert complaints == []


def test_what_is_typed_is_still_there_when_the_lease_is_lost(
    signed_in: Callable[[str], Any],
) -> None:
    tab = signed_in("reviewer")
    page, person = tab.page, User.objects.get()
    review = reviews.ready(person)
    tab.open(address(review))
    actions.take_over(review.pk, actor=people.editor(), reason="Urgent.")
    page.fill("#id_summary", "Mes mots.")
    page.wait_for_selector("#lease-lost >> text=holds this review")
    assert page.input_value("#id_summary") == "Mes mots."
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.click("#site-name a")
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert page.input_value("#id_summary") == "Mes mots."


def test_a_review_is_written_and_submitted_by_keyboard(signed_in: Callable[[str], Any]) -> None:
    tab = signed_in("reviewer")
    page, person = tab.page, User.objects.get()
    source = reviews.evidence_item().source
    review = reviews.taken(person)
    tab.open(address(review))

    def focused() -> str:
        return page.evaluate(
            "document.activeElement.id || document.activeElement.name"
            " || document.activeElement.textContent.trim()"
        )

    def reach(name: str, key: str = "Tab") -> None:
        for _ in range(80):
            if focused() == name:
                return
            page.keyboard.press(key)
        raise AssertionError(f"{name} is not reached by {key}")

    reach("id_rating")
    page.keyboard.press("ArrowDown")
    reach("id_headline")
    page.keyboard.type("Non")
    reach("id_summary")
    page.keyboard.type("Il a baissé de 0,2 point.")
    page.keyboard.press("Tab")
    for _ in range(40):  # the source's box is Select2's
        if page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.type(source.title)
    page.wait_for_selector(".select2-results__option--highlighted >> text=Tableau")
    page.keyboard.press("Enter")
    reach("id_evidence-0-stance")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("text=Nothing is missing.")
    reach("_continue")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    reach("Submit to a second person")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Submitted")
    reach("id_comment")
    page.keyboard.type("Prêt.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#thread >> text=Prêt.")
    assert ClaimReview.objects.get().status == "submitted"
    assert Comment.objects.get().text == "Prêt."
    assert tab.complaints == []

"""What people see, in a real browser: it works, and nothing breaks the content security policy."""

from collections.abc import Callable
from typing import Any

from factcheck.desk.demo import texts
from reviews.models import ClaimReview

HOSTILE = '<script>document.title = "stolen"</script> a dépensé 12 % du budget en 2020.'


def test_a_reviewer_goes_from_a_text_to_a_review(signed_in: Callable[[str], Any]) -> None:
    tab = signed_in("reviewer")
    page = tab.page
    tab.open("/admin/claims/article/add/")
    page.fill("#id_title", "La fuite")
    page.select_option("#id_language", "fr")
    page.fill("#id_text", texts.ARTICLE.read_text())
    page.click("input[name=_save]")
    page.click("text=Find claims")
    page.wait_for_selector("mark.suggested >> nth=0")
    assert page.locator("mark.suggested").count() > 8
    page.click("mark.suggested >> text=devait être réservé")
    page.wait_for_selector("#triage-card >> text=devait être réservé")
    page.click("#triage-card >> text=Accept")
    page.wait_for_selector("mark.accepted >> text=devait être réservé")
    tab.open(f"/admin/reviews/claimreview/{ClaimReview.objects.get().pk}/change/")
    page.click("section.verbs >> text=Take")
    page.fill("#id_headline", "Oui")
    page.click("input[name=_continue]")
    assert "You hold it until" in page.inner_text("#content")
    assert ClaimReview.objects.get().headline == "Oui"
    assert tab.complaints == []


def test_hostile_words_stay_words(signed_in: Callable[[str], Any]) -> None:
    tab = signed_in("reviewer")
    tab.open("/admin/claims/article/add/")
    tab.page.fill("#id_title", HOSTILE)
    tab.page.select_option("#id_language", "fr")
    tab.page.fill("#id_text", HOSTILE)
    tab.page.click("input[name=_save]")
    tab.page.click("text=Find claims")
    tab.page.wait_for_selector("mark.suggested >> nth=0")
    assert tab.page.title() != "stolen"
    assert "<script>" in tab.page.inner_text("#triage-text")
    assert "<script>" in tab.page.inner_text("#triage-card")
    assert tab.complaints == []


def test_the_documentation(tab: Any) -> None:
    for path in ("/api/v1/docs/", "/api/v1/guide/"):
        assert tab.open(path).status == 200
        tab.page.wait_for_load_state("networkidle")
        assert tab.complaints == [], path
    assert "Keeping a copy" in tab.page.inner_text("main")

"""The first page in the morning: everybody can read it, and its numbers and button lead on."""

from collections.abc import Callable
from typing import Any

from factcheck.accounts.models import User
from reviews.models import ClaimReview
from tests.browser import axe
from tests.factories import people, reviews


def test_a_reviewer_begins_the_day(signed_in: Callable[[str], Any]) -> None:
    reviews.published(people.reviewer(), people.approver(), people.editor())
    waiting = [reviews.review(), reviews.review()]
    tab = signed_in("reviewer")
    page = tab.page
    reviews.taken(User.objects.latest("pk"))
    page.emulate_media(color_scheme="dark")
    tab.open("/admin/")
    assert "3 hours, 59 minutes left" in page.inner_text("#hands")
    page.click("#verdicts summary")
    assert axe.violations(page) == []

    page.click("a[data-queue=open]")
    page.wait_for_selector("#result_list tbody tr")
    assert page.locator("#result_list tbody tr").count() == len(waiting)
    assert axe.violations(page) == []

    page.go_back()
    page.set_viewport_size({"width": 360, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert axe.violations(page) == []
    page.focus("#hands button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/change/")
    assert f"/claimreview/{waiting[0].pk}/" in page.url
    assert ClaimReview.objects.get(pk=waiting[0].pk).status == "in_review"
    assert tab.complaints == []

"""Every page of the desk passes axe."""

from collections.abc import Callable
from typing import Any

from factcheck.accounts.models import User
from tests.browser import axe
from tests.factories import claims, elsewhere, people, reviews, webhooks


def test_lists_and_pages_of_the_desk(signed_in: Callable[[str], Any]) -> None:
    review = reviews.published(people.reviewer(), people.approver(), people.editor())
    claims.claim()  # in the same words: may be merged
    imported = elsewhere.review(claimReviewed=review.claim.text, datePublished="07/03/2026")
    elsewhere.imported(None)
    tab = signed_in("reviewer")
    found = []
    for path in (
        "/admin/",
        "/admin/claims/claim/",
        "/admin/claims/article/add/",
        f"/admin/claims/fetch/{claims.fetch().pk}/change/",
        f"/admin/claims/fetch/{claims.given_up().pk}/change/",
        f"/admin/claims/claim/{review.claim_id}/change/",
        f"/admin/reviews/claimreview/{review.pk}/change/",
        "/admin/elsewhere/importedreview/",
        f"/admin/elsewhere/importedreview/{imported.pk}/change/",
        f"/admin/elsewhere/feedimport/{imported.last_feed_id + 1}/change/",
        f"/admin/claims/source/{review.evidence.get().source_id}/change/",
    ):
        tab.open(path)
        found += [f"{path} {said}" for said in axe.violations(tab.page)]
    found += _bulk_work(tab)
    assert found == [], "\n".join(found)


def _bulk_work(tab: Any) -> list[str]:
    """The page that asks, and the report."""
    page = tab.page
    reviews.review(), reviews.submitted(people.reviewer())
    tab.open("/admin/reviews/claimreview/")
    page.check("#action-toggle")
    page.select_option("select[name=action]", "take")
    page.click("button[name=index]")
    found = axe.violations(page)
    page.click("input[type=submit]")
    return found + axe.violations(page)


def test_what_partners_were_told(signed_in: Callable[[str], Any]) -> None:
    endpoint = webhooks.somewhere()
    tab = signed_in("partner manager")
    found = []
    for path in (
        "/admin/",
        "/admin/partners/webhook/",
        f"/admin/partners/webhook/{endpoint.pk}/change/",
        f"/admin/partners/webhook/{endpoint.pk}/do/rotate/",
        f"/admin/partners/delivery/{endpoint.deliveries.get().pk}/change/",
        f"/admin/partners/partner/{endpoint.partner_id}/change/",
    ):
        tab.open(path)
        found += [f"{path} {said}" for said in axe.violations(tab.page)]
    assert found == [], "\n".join(found)


_STANDS_BEFORE = """([one, other]) => {
  const [upper, lower] = [one, other].map((found) =>
    document.querySelector(found).getBoundingClientRect());
  return upper.bottom <= lower.top;
}"""


def test_a_person_whom_somebody_else_has_changed_meanwhile(signed_in: Callable[[str], Any]) -> None:
    person = people.editor()
    tab = signed_in("auditor")
    User.objects.update(is_superuser=True)
    for width in (1280, 390):
        tab.page.set_viewport_size({"width": width, "height": 900})
        tab.open(f"/admin/accounts/user/{person.pk}/change/")
        User.objects.filter(pk=person.pk).update(last_name=f"Roy {width}")
        tab.page.click("input[name=_continue]")
        tab.page.wait_for_selector(".comparison")
        assert tab.page.evaluate(_STANDS_BEFORE, [".object-tools a", ".comparison"]), width
        assert axe.violations(tab.page) == []

"""What no person asks for, but a program might: the desk refuses it, and says so."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from factcheck.desk.site import LONGEST_SEARCH
from tests.factories import claims, hostile, people, reviews

LISTS = [
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model in admin.site._registry
]
FILTERS = (
    "q=%00", "status__exact=%00", "language=%00", "queue=%00", "id__exact=%00", "p=9" * 9, "p=x",
    "o=zz", "e=1", "all=", "q=%ed%a0%80", "q=%27%22%3C%5C%25_", "_to_field=%00",
)  # fmt: skip
NO_IDS = ("_00", "%00", "9" * 30, "-1", "a'b", "%ed%a0%80", "_ff")


@pytest.mark.parametrize("path", LISTS)
def test_lists_whatever_is_asked_of_them(sign_in: Callable[[str], Client], path: str) -> None:
    desk = sign_in("")
    for asked in FILTERS:
        answer = desk.get(f"{path}?{asked}")
        assert answer.status_code in (200, 302, 400), asked
        if "%00" in asked:
            assert answer.status_code == 400, asked


@pytest.mark.parametrize("path", LISTS)
def test_pages_of_what_cannot_be_there(sign_in: Callable[[str], Client], path: str) -> None:
    desk = sign_in("")
    for id in NO_IDS:
        for page in ("change/", "history/", "delete/", "do/nothing/"):
            assert desk.get(f"{path}{id}/{page}").status_code in (302, 400, 403, 404), (
                id,
                page,
            )


def test_a_search_is_no_essay(sign_in: Callable[[str], Client]) -> None:
    """A thousand words would be a thousand conditions: 20 seconds of the database."""
    desk = sign_in("")
    most = ("a " * LONGEST_SEARCH)[:LONGEST_SEARCH]
    fields = {"app_label": "partners", "model_name": "webhook", "field_name": "partner"}
    for path, asked in (("/admin/partners/webhook/", "q"), ("/admin/autocomplete/", "term")):
        assert desk.get(path, {asked: most, **fields}).status_code in (200, 302)
        answer = desk.get(path, {asked: most + "a", **fields})
        assert answer.status_code == 400
        assert f"{LONGEST_SEARCH} characters at most" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "given", "field"),
    [
        ("claims/claimant", {"name": "Anne\x07 Martin", "kind": "Person"}, "name"),
        ("partners/partner", {"name": "La\x1b[2J Gazette", "slug": "gazette"}, "name"),
    ],
)
def test_controls_are_no_names(
    sign_in: Callable[[str], Client], path: str, given: dict[str, str], field: str
) -> None:
    limits = {"requests_per_minute": 60, "requests_per_day": 9, "longest_key_days": 9}
    answer = sign_in("").post(f"/admin/{path}/add/", given | limits)
    assert answer.status_code == 400
    assert "control character U+00" in answer.content.decode()


def test_nor_words_of_a_claim_or_a_reason(sign_in: Callable[[str], Client]) -> None:
    desk, claim = sign_in("reviewer"), claims.claim()
    page = f"/admin/claims/claim/{claim.pk}/"
    answer = desk.post(f"{page}change/", {"seen": 1, "text": "Le\x08 mot", "language": "fr"})
    assert answer.status_code == 400
    answer = desk.post(
        f"{page}do/dismiss/", {"seen": 1, "dismissal": "other", "reason": "Non\x00\x9f"}
    )
    assert answer.status_code in (200, 400)
    claim.refresh_from_db()
    assert (claim.version, claim.status) == (1, "suggested")


def test_a_form_of_nonsense_is_shown_again(sign_in: Callable[[str], Client]) -> None:
    """With what is wrong, and both versions beside each other, whatever was sent."""
    desk, claim = sign_in(""), claims.claim()
    review = reviews.submitted(people.reviewer())
    for junk in ("x", "\0", "9" * 30, "-1", "[]", "é" * 5_000):
        names = ("seen", "text", "language", "claimant", "topics", "claimed_on", "headline",
                 "rating", "review_by", "evidence-TOTAL_FORMS", "evidence-0-source")  # fmt: skip
        for page in (f"claims/claim/{claim.pk}", f"reviews/claimreview/{review.pk}"):
            answer = desk.post(f"/admin/{page}/change/", dict.fromkeys(names, junk))
            assert answer.status_code in (200, 400, 409), (page, junk)


@pytest.mark.django_db
def test_what_stands_in_a_sentence_turns_nothing_around() -> None:
    desk = hostile.desk_of_hostile_words()
    for row in (desk.published, desk.published.claim, desk.request, desk.webhook, desk.article,
                desk.published.rating, *desk.more.values()):  # fmt: skip
        assert hostile.TURN not in str(row)

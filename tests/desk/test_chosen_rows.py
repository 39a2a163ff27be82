"""A list's action is done to rows of the list, whatever a request names."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.factories import people, reviews

SignIn = Callable[[str], Client]


def actions(model_admin: Any) -> list[str]:
    request = RequestFactory().get("/")
    request.user = people.superuser()
    return list(model_admin.get_actions(request))


def test_what_names_no_row_breaks_no_list(db: None, sign_in: SignIn) -> None:
    client, tried = sign_in(""), 0
    for model, model_admin in admin.site._registry.items():
        opts = model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        for action in actions(model_admin)[:1]:
            for named in ("x", "\0", "½", "9" * 30):
                given = {"action": action, "_selected_action": [named], "index": 0}
                assert client.post(address, given).status_code < 500, (address, named)
                tried += 1
    assert tried > 25


def test_a_tampered_choice_does_nothing_to_the_others(db: None, sign_in: SignIn) -> None:
    review = reviews.review()
    given = {"action": "abandon", "_selected_action": [review.pk, "x"]}
    page = sign_in("").post("/admin/reviews/claimreview/", given, follow=True)
    assert "choose again in the list" in page.content.decode()

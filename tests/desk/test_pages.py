"""Every model has its pages; each role sees its own work, and an auditor changes nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.history.models import Tracked
from reviews.models import ClaimReview
from tests.conftest import for_a_module
from tests.factories import claims, elsewhere, partners, people, publications, reviews

SignIn = Callable[[str], Client]
OURS = [model for model in admin.site._registry if model.__module__.split(".")[0] in
        ("claims", "reviews", "factcheck")]  # fmt: skip


@pytest.fixture(scope="module")
def something(test_database: None, django_db_blocker: Any) -> Iterator[ClaimReview]:
    """Something of everything."""
    with for_a_module(django_db_blocker):
        partners.key()
        claims.fetch()
        elsewhere.review()
        review = reviews.published(people.reviewer(), people.approver(), people.editor())
        publications.commit()
        yield review


@pytest.fixture
def line(something: ClaimReview, db: None) -> ClaimReview:
    return something


def pages(model: Any) -> list[str]:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    rows = model._default_manager.all()[:1]
    changes = [reverse(f"{name}_change", args=[row.pk]) for row in rows]
    histories = [
        reverse(f"{name}_history", args=[row.pk]) for row in rows if isinstance(row, Tracked)
    ]
    return [reverse(f"{name}_changelist"), *changes, *histories]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_every_model_has_its_pages(line: ClaimReview, sign_in: SignIn, model: Any) -> None:
    client = sign_in("")
    for address in pages(model):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label_lower)
def test_an_auditor_reads_everything_and_changes_nothing(
    line: ClaimReview, sign_in: SignIn, model: Any
) -> None:
    client = sign_in("auditor")
    for address in pages(model):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert b'name="_save"' not in answer.content
        assert b"/do/" not in answer.content
        if "/change/" in address:
            assert client.post(address, {}).status_code == 403
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_add")).status_code == 403


@pytest.mark.parametrize(
    ("role", "sees", "not_"),
    [
        ("contributor", "/admin/claims/article/", "/admin/reviews/claimreview/"),
        ("reviewer", "/admin/reviews/claimreview/", "/admin/partners/apikey/"),
        ("partner manager", "/admin/partners/apikey/", "/admin/reviews/claimreview/"),
        ("editor", "/admin/reviews/claimreview/", "/admin/accounts/user/"),
    ],
)
def test_each_role_sees_its_own_work(
    line: ClaimReview, sign_in: SignIn, role: str, sees: str, not_: str
) -> None:
    client = sign_in(role)
    assert client.get(sees).status_code == 200
    assert client.get(not_).status_code == 403
    home = client.get("/admin/").content.decode()
    assert sees in home
    assert not_ not in home


def test_what_may_not_be_seen_is_not_told_to_exist(line: ClaimReview, sign_in: SignIn) -> None:
    client = sign_in("partner manager")
    for pk in (line.pk, 999_999):
        for verb in ("approve", "revise"):
            address = f"/admin/reviews/claimreview/{pk}/do/{verb}/"
            assert client.post(address).status_code == 403
            assert client.get(address).status_code == 403


LISTS = ["claims/claim", "claims/article", "claims/source", "reviews/claimreview",
         "history/event", "reviews/evidence", "claims/appearance", "claims/snapshot"]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long(db: None, sign_in: SignIn, name: str) -> None:
    client = sign_in("")
    counts = []
    for rows in (1, 6):
        for _ in range(rows):
            reviews.submitted(people.reviewer())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/{name}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_hostile_markup_is_shown_as_text(db: None, sign_in: SignIn) -> None:
    hostile = "<script>alert(1)</script> a volé 12 % du budget en 2020, dit <img src=x onerror=y>."
    client = sign_in("reviewer")
    given = {"title": hostile, "language": "fr", "text": hostile, "publisher": hostile}
    answer = client.post("/admin/claims/article/add/", given, follow=True)
    address = answer.redirect_chain[-1][0]
    client.post(address.replace("change/", "do/extract/"))
    for page in (address, "/admin/claims/claim/", "/admin/claims/article/"):
        content = client.get(page).content.decode()
        assert "<script>alert" not in content
        assert "<img src=x" not in content
    policy = client.get(address)["Content-Security-Policy"]
    assert "unsafe" not in policy

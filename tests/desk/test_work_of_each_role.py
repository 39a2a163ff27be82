"""Each role sees its own work and no more: written from the workflow's table of who does what."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from claims.models import Claim
from factcheck.accounts.models import User
from reviews.models import ClaimReview
from tests.conftest import for_a_module
from tests.factories import (
    people,
    reviews,
)
from tests.factories.everything import make_everything

SEE, ADD, CHANGE = "see", "add", "change"
WORK = {SEE, ADD, CHANGE}

ARTICLES = {
    "claims.article": {SEE, ADD},
    "claims.snapshot": {SEE},
    "claims.fetch": {SEE},  # asked for by adding an article
    "claims.claim": {SEE},
}
CLAIMS = {
    "claims.article": WORK,
    "claims.snapshot": {SEE},
    "claims.fetch": {SEE},
    "claims.claim": {SEE, CHANGE},  # suggested at an article's words, not added to a list
    "claims.claimant": WORK,
    "claims.appearance": {SEE},
    "claims.anchor": {SEE},
    "claims.source": WORK,
    "claims.topic": {SEE},
    "claims.extraction": {SEE},
}
REVIEWS = {
    "reviews.claimreview": {SEE, CHANGE},  # opened by accepting a claim
    "reviews.evidence": {SEE},
    "reviews.approval": {SEE},
    "reviews.contribution": {SEE},
    "reviews.comment": {SEE},  # written on the review's page
    "reviews.ratingscale": {SEE},
    "history.event": {SEE},
}
RECORD = {
    f"publications.{name}": {SEE}
    for name in ("publication", "publishedclaim", "feedentry", "epoch")
}
CHALLENGES = {"challenges.correctionrequest": {SEE, ADD}}  # decided, never edited
ELSEWHERE = {"elsewhere.importedreview": {SEE}, "elsewhere.feedimport": {SEE}}  # by a command
REVIEWER = CLAIMS | REVIEWS | RECORD | CHALLENGES | ELSEWHERE
PEOPLE = {"accounts.user": {SEE}, "auth.group": {SEE}}
PARTNERS = {
    "partners.partner": WORK,
    "partners.apikey": {SEE, ADD},  # revoked, not edited
    "partners.webhook": {SEE, ADD},  # changed by its partner
    "partners.delivery": {SEE},
}

THEIRS: dict[str, dict[str, set[str]]] = {
    "contributor": ARTICLES,
    "reviewer": REVIEWER,
    "approver": REVIEWER,
    "editor": REVIEWER | {"claims.topic": WORK, "reviews.ratingscale": WORK},
    "partner manager": RECORD | PARTNERS,
    "auditor": {model: {SEE} for model in REVIEWER | PARTNERS | PEOPLE},
}
REGISTERED = sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.fixture(scope="module")
def something_of_everything(test_database: None, django_db_blocker: Any) -> Iterator[None]:
    with for_a_module(django_db_blocker):
        make_everything()
        yield


def row_for(person: User, model: Any) -> Any:
    """A row that they could work on now, if it were theirs to do."""
    if model is Claim:
        return Claim.objects.filter(status="suggested").first()
    if model is ClaimReview and person.has_perm("reviews.take_claimreview"):
        return reviews.taken(person)
    return model._default_manager.first()


@pytest.mark.parametrize("role", THEIRS)
def test_each_role_sees_and_does_its_work_and_no_other(
    something_of_everything: None, role: str
) -> None:
    person = people.person(role)
    client = Client()
    client.force_login(person)
    found = {label: may(client, person, label) for label in REGISTERED}
    wanted = {label: THEIRS[role].get(label, set()) for label in REGISTERED}
    assert found == wanted


def may(client: Client, person: User, label: str) -> set[str]:
    model = apps.get_model(label)
    name = f"admin:{label.replace('.', '_')}"
    row = row_for(person, model)
    seen = [client.get(reverse(f"{name}_changelist")).status_code == 200]
    can = set()
    if row is not None:
        address = reverse(f"{name}_change", args=[row.pk])
        page = client.get(address)
        seen.append(page.status_code == 200)
        if b'name="_save"' in page.content or b'name="_continue"' in page.content:
            can.add(CHANGE)
        elif label != "reviews.claimreview":
            assert client.post(address, {}).status_code == 403, (label, "shown, but not kept")
    assert len(set(seen)) == 1, (label, "its list and its rows are for the same people")
    if seen[0]:
        can.add(SEE)
    if client.get(reverse(f"{name}_add")).status_code == 200:
        can.add(ADD)
    return can


@pytest.mark.parametrize("role", THEIRS)
def test_the_home_page_offers_what_is_theirs(something_of_everything: None, role: str) -> None:
    client = Client()
    client.force_login(people.person(role))
    page = client.get("/admin/").content.decode()
    for label in REGISTERED:
        address = f"/admin/{label.replace('.', '/')}/"
        if label not in THEIRS[role]:
            assert f'"{address}' not in page, label


def test_nobody_without_a_role_sees_anything(something_of_everything: None) -> None:
    person, client = people.person(), Client()
    client.force_login(person)
    for label in REGISTERED:
        assert may(client, person, label) == set(), label


def test_who_is_no_longer_at_the_desk_gets_nowhere(db: None) -> None:
    client = Client()
    client.force_login(people.person("editor", is_staff=False))
    assert client.get("/admin/")["Location"].startswith("/admin/login/")

"""An auditor sees everything and changes nothing: every page, every verb, every bulk action."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import URLPattern, reverse
from lxml import html

from factcheck.history.models import Tracked
from tests import raw
from tests.factories import claims, partners, people, publications, reviews

SignIn = Callable[[str], Client]

#: The queue of background work: the operator's, given to no role.
MACHINERY = {"procrastinate.procrastinatejob"}
MODELS = [model for model in admin.site._registry if model._meta.label_lower not in MACHINERY]


@pytest.fixture
def everything(db: None) -> None:
    """Claims, reviews and partners in states from which every verb could move them."""
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    partners.key()
    claims.topic()
    claims.claimant()
    reviews.published(author, second, editor)
    claims.claim("Le dossier pèse 219 gigaoctets.")
    reviews.ready(author)
    reviews.submitted(author)
    reviews.approved(author, second)
    reviews.review()
    publications.commit()


def state() -> str:
    """All that is stored, but for sessions: those are of the visit itself."""
    tables = sorted(set(connection.introspection.table_names()) - {"django_session"})
    each = " UNION ALL ".join(
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '' ORDER BY t::text))"
        f' FROM "{table}" t'
        for table in tables
    )
    return str(raw.run(each))


def name(model: Any, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def own_pages(model: Any) -> Iterator[str]:
    """Every address that the model's admin has, with every row and every verb."""
    model_admin = admin.site._registry[model]
    rows = [row.pk for row in model._default_manager.all()]
    verbs = list(getattr(model_admin, "verbs", {})) or ["nothing"]
    start = reverse(name(model, "changelist"))
    for pattern in model_admin.get_urls():
        if not isinstance(pattern, URLPattern):
            continue
        path = str(pattern.pattern)
        for row in rows if "<" in path else [0]:
            for verb in verbs if "<slug:verb>" in path else [""]:
                filled = path.replace("<slug:verb>", verb)
                yield start + re.sub(r"<[^>]+>", str(row), filled)


def filled_in(page: bytes) -> dict[str, Any]:
    """What an administrator would send from this page: its form, with words where it has none."""
    forms = html.fromstring(page or b"<p/>").xpath("//div[@id='content-main']//form")
    given: dict[str, Any] = {}
    for form in forms:
        for field in form.inputs:
            if not field.name or field.get("type") in ("submit", "button", "file"):
                continue
            options = getattr(field, "value_options", None)
            value = field.value or (next(filter(None, options), "") if options else "words")
            given[field.name] = list(value) if isinstance(value, (set, frozenset)) else value
    return {key: value for key, value in given.items() if value is not None}


def bulk_actions(model: Any) -> list[str]:
    request = RequestFactory().get("/")
    request.user = people.superuser()
    return list(admin.site._registry[model].get_actions(request))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_every_page_is_shown(everything: None, sign_in: SignIn, model: Any) -> None:
    auditor = sign_in("auditor")
    rows = list(model._default_manager.all())
    assert rows, "make one in the fixture"
    assert auditor.get(reverse(name(model, "changelist"))).status_code == 200
    for row in rows[:2]:
        page = auditor.get(reverse(name(model, "change"), args=[row.pk]))
        assert page.status_code == 200
        assert b'name="_save"' not in page.content
        if isinstance(row, Tracked):
            history = auditor.get(reverse(name(model, "history"), args=[row.pk]))
            assert history.status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_nothing_is_changed(everything: None, sign_in: SignIn, model: Any) -> None:
    auditor, administrator = sign_in("auditor"), sign_in("")
    rows = [row.pk for row in model._default_manager.all()]
    actions = bulk_actions(model)
    sent = [
        (address, filled_in(administrator.get(address).content)) for address in own_pages(model)
    ]
    before = state()
    for address, given in sent:
        auditor.get(address)
        for more in ({}, given):
            answer = auditor.post(address, more)
            assert answer.status_code in (302, 400, 403, 404, 405) or _is_list(model, address)
            assert answer.status_code != 400 or more == {}, (address, "asked, but not refused")
    for action in actions:
        chosen = {"action": action, "_selected_action": rows, "post": "yes", "index": 0}
        auditor.post(reverse(name(model, "changelist")), chosen)
    assert state() == before


def _is_list(model: Any, address: str) -> bool:
    return address == reverse(name(model, "changelist"))


def test_the_machinery_is_the_operators(db: None, sign_in: SignIn) -> None:
    auditor = sign_in("auditor")
    assert auditor.get("/admin/procrastinate/procrastinatejob/").status_code == 403


def test_the_same_walk_by_an_administrator_does_change_something(
    everything: None, sign_in: SignIn
) -> None:
    """Or the walk above would prove nothing."""
    from claims.models import Claim
    from reviews.models import ClaimReview

    administrator = sign_in("")
    for model in (Claim, ClaimReview):
        before = state()
        for address in own_pages(model):
            if "/do/" in address:
                administrator.post(address, filled_in(administrator.get(address).content))
        assert state() != before, model

"""An auditor sees everything and changes nothing: every page, every verb, every bulk action."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from lxml import html

from factcheck.history.models import Tracked
from tests import raw
from tests.conftest import for_a_module
from tests.factories import people
from tests.factories.everything import make_everything

SignIn = Callable[[str], Client]

#: The queue of background work: the operator's, given to no role.
MACHINERY = {"procrastinate.procrastinatejob"}
MODELS = [model for model in admin.site._registry if model._meta.label_lower not in MACHINERY]


@pytest.fixture(scope="module")
def everything(test_database: None, django_db_blocker: Any) -> Iterator[None]:
    """Claims, reviews and partners in states from which every verb could move them."""
    with for_a_module(django_db_blocker):
        make_everything()
        yield


def state() -> list[Any]:
    """All that is stored, but for sessions: those are of the visit itself."""
    tables = sorted(set(connection.introspection.table_names()) - {"django_session"})
    each = " UNION ALL ".join(
        f"SELECT '{table}', count(*), md5(string_agg(t::text, '' ORDER BY t::text))"
        f' FROM "{table}" t'
        for table in tables
    )
    return sorted(raw.run(each))  # PostgreSQL may read the tables in any order


def name(model: Any, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def own_pages(model: Any) -> Iterator[str]:
    """Every address that the model's admin has: with two rows, or with each that verbs move."""
    model_admin = admin.site._registry[model]
    verbs = list(getattr(model_admin, "verbs", {}))
    rows = [row.pk for row in model._default_manager.all()[: None if verbs else 2]]
    start = reverse(name(model, "changelist"))
    for pattern in model_admin.get_urls():
        path = str(pattern.pattern)
        for row in rows if "<" in path else [0]:
            for verb in verbs if "<slug:verb>" in path else [""]:
                filled = path.replace("<slug:verb>", verb)
                yield start + re.sub(r"<[^>]+>", str(row), filled)


def filled_in(page: Any, row: int = 1) -> dict[str, Any]:
    """What an administrator would send from this page: its form, with words where it has none,
    and a row where one is to be searched for."""
    given: dict[str, Any] = {}
    tree = html.fromstring(page.content or b"<p/>")
    for field in tree.xpath("//div[@id='content-main']//form//*[@name]"):
        if field.tag == "select":
            value = next((option for option in field.value_options if option), row)
        elif field.tag == "textarea":
            value = (field.text or "").strip()
        elif field.tag == "input" and field.get("type") in ("text", "hidden", "url", "email"):
            value = field.value
        else:
            continue
        given[field.get("name")] = value or "words"
    return given


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
        (address, filled_in(administrator.get(address), rows[-1])) for address in own_pages(model)
    ]
    before = state()
    for address, given in sent:
        answer = auditor.post(address, given)
        if not address.endswith(("/history/", reverse(name(model, "changelist")))):
            assert answer.status_code in (302, 400, 403, 404, 405), address
    for action in actions:
        chosen = {"action": action, "_selected_action": rows, "post": "yes", "index": 0}
        auditor.post(reverse(name(model, "changelist")), chosen)
    assert state() == before


def test_the_machinery_is_the_operators(db: None, sign_in: SignIn) -> None:
    auditor = sign_in("auditor")
    assert auditor.get("/admin/procrastinate/procrastinatejob/").status_code == 403


def test_the_same_walk_by_an_administrator_does_change_something(
    everything: None, sign_in: SignIn
) -> None:
    """Or the walk above would prove nothing."""
    administrator, before = sign_in(""), state()
    model = next(model for model in MODELS if model._meta.label == "claims.Claim")
    done = [
        address
        for address in own_pages(model)
        if address.endswith(("/accept/", "/merge/"))
        and administrator.post(address, filled_in(administrator.get(address))).status_code == 302
    ]
    assert done
    assert state() != before

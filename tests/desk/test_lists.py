"""Lists of the desk: fast however long, searched by words, sorted and filtered by indexes alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Article, Claim, Claimant, Fetch, Source
from factcheck.accounts.roles import ROLES
from factcheck.desk import paging
from factcheck.desk.lists import LongList, found
from reviews.models import ClaimReview
from tests import raw
from tests.factories import (
    claims,
    elsewhere,
    partners,
    people,
    publications,
    reviews,
    webhooks,
)

SignIn = Callable[[str], Client]
DESKS = list(admin.site._registry.items())
LONG = [(model, desk) for model, desk in DESKS if isinstance(desk, LongList)]
MOST_QUERIES = 12


def address(model: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def some_of_everything(times: int) -> None:
    for _ in range(times):
        partners.key(partner=partners.partner(f"Partner {people.person().username}"))
        webhooks.somewhere()
        claims.fetch()
        elsewhere.review(people.person().pk)
        claimant = claims.claimant(f"Jeanne {people.person().username}")
        reviews.published(people.reviewer(), people.approver(), people.editor(), claimant=claimant)
        reviews.taken(people.reviewer())
    publications.commit()


def test_every_list_costs_the_same_however_long(db: None, sign_in: SignIn) -> None:
    """Whatever is registered, now or later: at most twelve queries, and no count to the end."""
    client = sign_in("")
    costs: list[dict[str, int]] = []
    for times in (1, 4):
        some_of_everything(times)
        costs.append({})
        for model, desk in DESKS:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(model)).status_code == 200
            costs[-1][model._meta.label] = len(queries)
            if isinstance(desk, LongList):
                counts = [q["sql"] for q in queries if "COUNT(" in q["sql"]]
                assert all("LIMIT" in sql for sql in counts), (model, counts)
    assert costs[0] == costs[1]
    assert max(costs[0].values()) <= MOST_QUERIES, costs[0]


def test_all_of_ours_are_long_lists() -> None:
    """People, groups and the worker's jobs are Django's and procrastinate's own pages."""
    others = {model._meta.label for model, desk in DESKS if not isinstance(desk, LongList)}
    assert {label.partition(".")[0] for label in others} <= {"accounts", "auth", "procrastinate"}


def test_pages_end_where_nobody_turns_to(
    db: None, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "REACHABLE", 3)
    monkeypatch.setattr(admin.site._registry[Source], "list_per_page", 2)
    client = sign_in("reviewer")
    for number in range(5):
        claims.source(title=f"Tableau {number}", url="")
    first = client.get(address(Source))
    assert "more than 3 sources" in first.content.decode()
    assert "?p=2" in first.content.decode()
    last = client.get(address(Source), {"p": 2})
    assert [source.title for source in last.context["cl"].result_list] == ["Tableau 2"]
    assert client.get(address(Source), {"p": 3}).status_code == 302


# --- Searching


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("chômage", True),
        ("CHOMAGE moitie", True),
        ("chôm baiss", True),
        ("l'emploi", True),
        ("L’EMPLOI", True),
        ("œuvre", True),
        ("oeuv", True),
        ("12,5 %", True),
        ("chômage inflation", False),
        ("omage", False),
        ("emploi chô", True),
        ("«»", False),
        ("' \" \\ & | ! :* <-> ( ) %s \0", False),
        ("x" * 9_000, False),
    ],
)
def test_words_are_found_by_how_they_begin(db: None, typed: str, is_found: bool) -> None:
    text = "Le chômage a baissé de moitié : l’emploi, c’est l’œuvre de 12,5 % d’entre nous."
    claim = claims.claim(text)
    claims.claim("Rien de tel n’a été dit.")
    hits = found(Claim.objects.all(), typed)
    assert list(hits) == ([claim] if is_found else [])


def test_an_id_or_an_address_finds_its_row(db: None) -> None:
    claims.source(url="https://autre.example/")
    source = claims.source(title="Rapport annuel", url="https://www.stats.example/a/4?x=1")
    for typed in (str(source.pk), f"#{source.pk}", str(source.uid), f" {source.uid} ", source.url):
        assert source in found(Source.objects.all(), typed), typed
        assert found(Source.objects.all(), typed).count() == 1
    assert not found(Source.objects.all(), "9" * 30)


def test_whoever_writes_a_row_cannot_forget_to_make_it_found(db: None) -> None:
    claim = claims.claim()
    raw.tamper("UPDATE claims_claim SET text = 'Tout autre chose' WHERE id = %s", claim.pk)
    assert list(found(Claim.objects.all(), "autre")) == [claim]
    assert not found(Claim.objects.all(), "chômage")


@pytest.mark.parametrize("model", [Article, Claim, Claimant, Fetch, Source])
def test_a_search_is_answered_by_an_index(db: None, model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = found(model.objects.all(), "chômage 12").order_by().explain()
    assert f"{model._meta.model_name}_search" in plan


def test_a_review_is_found_by_its_headline_or_its_claim(db: None, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    by_claim = reviews.review()
    by_headline = reviews.ready(people.reviewer(), claim=claims.claim(
        "Le ciel est vert.", accepted_by=people.reviewer()
    ))  # fmt: skip
    asked = {
        "chômage": {by_claim.pk, by_headline.pk},
        "ciel ver": {by_headline.pk},
        "non le chômage": {by_headline.pk},
        str(by_claim.uid): {by_claim.pk},
        str(by_claim.claim.uid): {by_claim.pk},
        "inflation": set(),
    }
    for typed, expected in asked.items():
        answer = client.get(address(ClaimReview), {"q": typed})
        assert {row.pk for row in answer.context["cl"].result_list} == expected, typed
    answer = client.get(address(ClaimReview), {"q": "chômage", "status__exact": "open"})
    assert [row.pk for row in answer.context["cl"].result_list] == [by_claim.pk]


# --- Sorting and filtering


@pytest.mark.parametrize("desk", [desk for _model, desk in LONG], ids=str)
def test_what_can_be_sorted_by_has_an_index(desk: LongList) -> None:
    assert desk.sortable_by is not None
    fields = desk.model._meta
    leading = {index.fields[0].lstrip("-") for index in fields.indexes if index.fields}
    leading |= {field.name for field in fields.fields if field.unique or field.db_index}
    for column in desk.sortable_by:
        shown: Any = getattr(desk, column, None)
        assert getattr(shown, "admin_order_field", column) in leading, (
            f"{desk}: add an index that begins with {column}, or leave it out of sortable_by"
        )


def test_an_address_that_asks_for_another_order_is_not_followed(db: None, sign_in: SignIn) -> None:
    claims.source(title="A"), claims.source()
    answer = sign_in("reviewer").get(address(Source), {"o": "0"})
    assert [row.title for row in answer.context["cl"].result_list] == ["Tableau 4", "A"]
    claims.claimant("Zoé"), claims.claimant("Ana")
    answer = sign_in("reviewer").get(address(Claimant), {"o": "-0"})
    assert [row.name for row in answer.context["cl"].result_list] == ["Zoé", "Ana"]


@pytest.mark.parametrize("desk", [desk for _model, desk in LONG], ids=str)
def test_no_filter_reads_a_whole_table_for_its_choices(desk: LongList) -> None:
    bounded = (admin.ChoicesFieldListFilter, admin.BooleanFieldListFilter,
               admin.DateFieldListFilter, admin.EmptyFieldListFilter)  # fmt: skip
    for given in desk.list_filter:
        asked: Any = None
        if isinstance(given, str):
            field: Any = desk.model._meta.get_field(given)
            found = admin.FieldListFilter.create(field, asked, {}, desk.model, desk, given)
            assert isinstance(found, bounded), f"{desk}: {given} has no bound"
        else:
            kind: Any = given[1] if isinstance(given, tuple) else given
            named = kind.__name__ == "HolderFilter"
            assert named or issubclass(kind, (*bounded, admin.SimpleListFilter)), (desk, kind)


def test_a_region_belongs_to_its_language(db: None, sign_in: SignIn) -> None:
    claims.claim(language="fr"), claims.claim(language="fr-CA"), claims.claim(language="en")
    client = sign_in("reviewer")
    for language, count in (("fr", 2), ("en", 1)):
        answer = client.get(address(Claim), {"language": language})
        assert answer.context["cl"].result_count == count


def test_holders_are_those_who_hold(db: None, sign_in: SignIn) -> None:
    held = reviews.taken(people.reviewer())
    reviews.taken(people.reviewer())
    client = sign_in("reviewer")
    answer = client.get(address(ClaimReview), {"holder__id__exact": str(held.holder_id)})
    assert [row.pk for row in answer.context["cl"].result_list] == [held.pk]
    [holders] = [s for s in answer.context["cl"].filter_specs if s.title == "held by"]
    assert len(holders.lookup_choices) == 2


# --- What is completed while it is typed


def completions() -> list[tuple[Any, Any]]:
    """Every field whose choices somebody can ask for by typing."""
    registered: dict[Any, Any] = dict(DESKS)
    return [
        (model, field)
        for model, _desk in DESKS
        for field in model._meta.fields
        if field.remote_field
        and (remote := registered.get(field.related_model))
        and remote.search_fields
    ]


@pytest.mark.parametrize("role", ROLES)
def test_nobody_completes_what_they_may_not_see(db: None, sign_in: SignIn, role: str) -> None:
    some_of_everything(1)
    client = sign_in(role)
    for model, field in completions():
        asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name,
                 "field_name": field.name, "term": ""}  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/admin/autocomplete/", asked)
        remote = field.related_model._meta
        may = f"{remote.app_label}.view_{remote.model_name}" in ROLES[role]
        assert answer.status_code == (200 if may else 403), (role, field)
        assert len(queries) <= MOST_QUERIES
        if may:
            assert len(answer.json()["results"]) <= 20


#: A rating of the review's language; and what an inline row hides.
OF_ITS_PAGE = ("rating", "review", "scale", "id")


def test_no_form_lists_a_whole_table_to_choose_from(db: None, sign_in: SignIn) -> None:
    """What refers to another row is completed while it is typed."""
    some_of_everything(1)
    client = sign_in("")
    for model, _desk in LONG:
        row = model._default_manager.first()
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        page = client.get(reverse(f"{name}_change", args=[row.pk])) if row else None
        pages = [answer for answer in (page, client.get(reverse(f"{name}_add")))
                 if answer and answer.status_code == 200]  # fmt: skip
        for answer in pages:
            forms = [answer.context["adminform"].form]
            forms += [
                inline.formset.empty_form for inline in answer.context["inline_admin_formsets"]
            ]
            for field_name, field in ((n, f) for form in forms for n, f in form.fields.items()):
                if not hasattr(field, "queryset") or field.queryset is None:
                    continue
                widget = getattr(field.widget, "widget", field.widget)
                assert hasattr(widget, "get_url") or field_name in (
                    "rating",
                    "review",
                    "scale",
                    "id",
                )

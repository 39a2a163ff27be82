"""Triage against the design's table: by the verbs, the claim's pages, and the article's page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from claims import actions
from claims.models import Anchor, Claim
from claims.workflow import TRIAGE
from factcheck.accounts.models import User
from reviews import actions as reviewing
from tests import raw
from tests.allowed.acting import Room, Situation, become, footprint
from tests.allowed.claims.table import LEADS_TO, TABLE
from tests.allowed.pages import Door, cells
from tests.allowed.tables import DONE, EACH_ROLE, NOT_ALLOWED, listed
from tests.conftest import for_a_module
from tests.factories import claims, people, reviews
from tests.seeds import chance

pytestmark = pytest.mark.django_db

#: Who may read claims at all.
READERS = "contributor, reviewer, approver, editor, auditor"
SITUATIONS = list(dict.fromkeys(name for row in TABLE.values() for name in listed(row.where)))
NOW = "Le taux de chômage a baissé d’un tiers."


def _merge(it: Situation, by: Any) -> Any:
    return actions.merge(it.row.pk, actor=by, into=it.more["other"].pk)


def _acknowledge(it: Situation, by: Any) -> Any:
    return actions.acknowledge(it.row.pk, actor=by, anchor=it.more["anchor"])


def _place(it: Situation, by: Any) -> Any:
    return actions.place_by_words(it.row.pk, actor=by, anchor=it.more["anchor"], passage=NOW)


ROOM = Room(
    "claim",
    TABLE,
    {
        "accept": lambda it, by: actions.accept(it.row.pk, actor=by),
        "dismiss": lambda it, by: actions.dismiss(it.row.pk, actor=by, dismissal="opinion"),
        "merge": _merge,
        "restore": lambda it, by: actions.restore(it.row.pk, actor=by),
        "edit": lambda it, by: actions.edit(
            it.row.pk, actor=by, seen=it.row.version, changes={"text": "Autrement."}
        ),
        "acknowledge": _acknowledge,
        "place": _place,
    },
    LEADS_TO,
    lambda claim: (claim.text,),
    ("claims_claim", "claims_appearance", "claims_anchor", "reviews_claimreview"),
)


@pytest.fixture(scope="module")
def situations(test_database: None, django_db_blocker: Any) -> Iterator[dict[str, Situation]]:
    with for_a_module(django_db_blocker):
        yield {name: _made(name) for name in SITUATIONS}


def _made(name: str) -> Situation:
    chief, claim = people.superuser(), claims.claim()
    it = Situation(claim, {"stranger": people.superuser()}, {"other": claims.claim()})
    article = it.more["article"] = claim.appearances.get().snapshot.article
    claims.reread(article, f"Hier, à Lyon. {NOW} La salle a applaudi.")
    it.more["anchor"] = Anchor.objects.get(appearance__claim=claim).pk
    if name == "in hands":
        actions.accept(claim.pk, actor=chief)
        holder = it.people["holder"] = people.superuser()
        reviewing.take(claim.reviews.get().pk, actor=holder)
    elif name == "public":
        actions.accept(claim.pk, actor=chief)
        reviews.published(people.superuser(), people.superuser(), chief, claim=claim)
    elif name != "suggested":
        verb = next(verb for verb, state in LEADS_TO.items() if state == name)
        ROOM.do[verb](it, chief)
    it.row = Claim.objects.get(pk=claim.pk)
    return it


def test_the_table_is_about_every_verb() -> None:
    follows_from_others = {"suggest", "absorb"}
    assert {each.verb for each in TRIAGE.transitions} - follows_from_others == set(TABLE)


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_role_does_what_the_table_says(situations: dict[str, Situation], name: str) -> None:
    it = situations[name]
    found = [cell for roles in EACH_ROLE for cell in ROOM.wrong(name, it, it.people, roles, TABLE)]
    assert found == []


def test_nobody_may_do_anything_who_is_not_a_person_at_work(
    situations: dict[str, Situation],
) -> None:
    it = situations["suggested"]
    with raw.undone():
        gone = become(it.people["stranger"], ("superuser",))
        User.objects.filter(pk=gone.pk).update(is_active=False)
        gone.refresh_from_db()
        for verb in TABLE:
            for nobody in (gone, AnonymousUser(), None):
                assert ROOM.tried(verb, it, nobody) == NOT_ALLOWED, verb


# --- The pages

ANSWERS: dict[str, Any] = {
    "accept": lambda it: {},
    "dismiss": lambda it: {"dismissal": "opinion"},
    "merge": lambda it: {"into": it.more["other"].pk},
    "restore": lambda it: {},
}


def _on_its_page(client: Client, it: Situation, verb: str, pk: int) -> Any:
    address = f"/admin/claims/claim/{pk}/do/{verb}/"
    return client.post(address, {"seen": it.row.version, **ANSWERS[verb](it)})


def _beside_its_text(client: Client, it: Situation, verb: str, pk: int) -> Any:
    article = it.more["article"].pk if pk == it.row.pk else pk
    address = f"/admin/claims/article/{article}/triage/{it.row.pk}/{verb}/"
    return client.post(address, {"seen": it.row.version, **ANSWERS[verb](it)})


DOORS = [
    Door(TABLE, READERS, ROOM.touched, pressed) for pressed in (_on_its_page, _beside_its_text)
]


@pytest.mark.parametrize("door", DOORS, ids=["page", "text"])
def test_pages_do_what_the_table_says(situations: dict[str, Situation], door: Door) -> None:
    for cell in chance(door.press.__name__).sample(cells(situations, ANSWERS), 15):
        door.check(situations[cell[0]], cell)


@pytest.mark.long
@pytest.mark.parametrize("door", DOORS, ids=["page", "text"])
def test_every_page_for_every_role_of_everybody(
    situations: dict[str, Situation], door: Door
) -> None:
    for cell in cells(situations, ANSWERS):
        door.check(situations[cell[0]], cell)


def test_a_list_does_what_the_table_says(situations: dict[str, Situation]) -> None:
    """The claims that are ticked: each as if alone, and nothing to those who may not."""
    rows = {name: it.row.pk for name, it in situations.items()}
    for roles in EACH_ROLE:
        with raw.undone():
            client = Client()
            client.force_login(become(situations["suggested"].people["stranger"], roles))
            before = footprint(ROOM.touched)
            client.post(
                "/admin/claims/claim/",
                {"action": "accept", "_selected_action": list(rows.values())},
            )
            accepted = TABLE["accept"].expected(roles, "suggested") == DONE
            assert (footprint(ROOM.touched) != before) == accepted, roles
            for name, pk in rows.items():
                now = Claim.objects.get(pk=pk).status
                was = situations[name].row.status
                assert now == ("accepted" if accepted and name == "suggested" else was), name

"""Correction requests against the table: by the verbs, by their pages, and over the API, where
nobody decides."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from factcheck.challenges import actions
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import CHALLENGE
from tests.allowed.acting import Room, Situation, footprint
from tests.allowed.challenges.table import LEADS_TO, TABLE
from tests.allowed.pages import Door, cells
from tests.allowed.tables import EACH_ROLE, NOT_ALLOWED, listed
from tests.conftest import for_a_module
from tests.factories import challenges, partners, people, publications
from tests.seeds import chance

pytestmark = pytest.mark.django_db

READERS = "reviewer, approver, editor, auditor"
SITUATIONS = list(dict.fromkeys(name for row in TABLE.values() for name in listed(row.where)))
REASON = "Lu, et décidé."

ANSWERS: dict[str, Any] = {
    "accept": lambda it: {"answer": REASON},
    "decline": lambda it: {"answer": REASON},
    "mark_duplicate": lambda it: {"duplicate_of": it.more["other"]},
    "discard": lambda it: {"reason": REASON},
    "correct": lambda it: {"outcome": it.more["correction"], "answer": REASON},
    "reconsider": lambda it: {"reason": REASON},
}


def _doing(verb: str) -> Any:
    do: Any = getattr(actions, verb)
    return lambda it, by: do(it.row.pk, actor=by, **ANSWERS[verb](it))


ROOM = Room(
    "challenge",
    TABLE,
    {verb: _doing(verb) for verb in ANSWERS},
    LEADS_TO,
    lambda request: (request.message, request.headline),
    ("challenges_correctionrequest", "publications_publication"),
)


@pytest.fixture(scope="module")
def situations(test_database: None, django_db_blocker: Any) -> Iterator[dict[str, Situation]]:
    with for_a_module(django_db_blocker):
        yield {name: _made(name) for name in SITUATIONS}


def _made(name: str) -> Situation:
    first, second, owner = people.superuser(), people.superuser(), partners.partner()
    publication = publications.publish(approved_by=first)
    request = challenges.request(publication, partner=owner)
    other = challenges.request(publication, "Et ce n’est pas tout ce qui est faux là-dedans.")
    said = publications.verdict(correction="Le chiffre est corrigé.")
    correction = publications.publish(
        said, id=publication.verdict, claim_id=publication.claim_uid, approved_by=second
    )
    it = Situation(
        request,
        {"stranger": people.superuser(), "first approver": first, "second approver": second},
        {"other": other.pk, "correction": correction.pk},
    )
    if name != "received":
        verb = next(verb for verb, state in LEADS_TO.items() if state == name)
        ROOM.do[verb](it, people.superuser())
    it.row = CorrectionRequest.objects.get(pk=request.pk)
    return it


def test_the_table_is_about_every_verb() -> None:
    assert {each.verb for each in CHALLENGE.transitions} - {"receive"} == set(TABLE)


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_role_decides_as_the_table_says(situations: dict[str, Situation], name: str) -> None:
    it = situations[name]
    found = [cell for roles in EACH_ROLE for cell in ROOM.wrong(name, it, it.people, roles, TABLE)]
    assert found == []
    for verb in TABLE:
        for nobody in (None, AnonymousUser()):
            assert ROOM.tried(verb, it, nobody) == NOT_ALLOWED, verb


def _pressed(client: Client, it: Situation, verb: str, pk: int) -> Any:
    address = f"/admin/challenges/correctionrequest/{pk}/do/{verb}/"
    return client.post(address, {"seen": it.row.version, **ANSWERS[verb](it)})


DOOR = Door(TABLE, READERS, ROOM.touched, _pressed)


def test_pages_do_what_the_table_says(situations: dict[str, Situation]) -> None:
    for cell in chance("requests").sample(cells(situations, TABLE), 20):
        DOOR.check(situations[cell[0]], cell)


@pytest.mark.long
def test_every_page_for_every_role_of_everybody(situations: dict[str, Situation]) -> None:
    for cell in cells(situations, TABLE):
        DOOR.check(situations[cell[0]], cell)


def test_over_the_api_a_partner_asks_and_nobody_decides(situations: dict[str, Situation]) -> None:
    scopes = ("read", "match", "submit", "webhooks")
    keys = [partners.key(scopes)[1], partners.key(scopes, partner=partners.partner("Le Phare"))[1]]
    before = footprint(ROOM.touched)
    for key in keys:
        client = Client(headers=partners.bearer(key))
        for it in situations.values():
            address = f"/api/v1/correction-requests/{it.row.uid}/"
            for method in (client.post, client.put, client.patch, client.delete):
                answer = method(address, {"status": "accepted"}, "application/json")
                assert answer.status_code == 405, (method, it.row)
            for verb in TABLE:
                assert client.post(f"{address}{verb}/").status_code == 404
    assert footprint(ROOM.touched) == before

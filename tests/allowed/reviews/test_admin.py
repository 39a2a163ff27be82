"""The same table through the desk's pages: the verb's own page, and the form of the review."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import raw
from tests.allowed.acting import Situation, footprint
from tests.allowed.pages import Door, cells, signed_in
from tests.allowed.reviews.table import TABLE
from tests.allowed.tables import DONE, EACH_ROLE, listed
from tests.factories import people, reviews
from tests.reviews.verbs import digest
from tests.seeds import chance

pytestmark = pytest.mark.django_db

#: Who may read reviews at all. To everybody else no page says whether there is one.
READERS = "reviewer, approver, editor, auditor"
SAMPLE = 25
SITUATIONS = list(dict.fromkeys(name for row in TABLE.values() for name in listed(row.where)))
TOUCHED = (
    "reviews_claimreview",
    "reviews_evidence",
    "reviews_approval",
    "publications_publication",
)


def pressed(client: Client, it: Situation, verb: str, pk: int) -> Any:
    """What a person's browser sends who saw the review as it stands."""
    if verb == "edit":
        return client.post(f"/admin/reviews/claimreview/{pk}/change/", _form(it))
    given = {"seen": it.row.version, "digest": digest(it.row), **_answers(verb)}
    return client.post(f"/admin/reviews/claimreview/{pk}/do/{verb}/", given)


def _answers(verb: str) -> dict[str, Any]:
    later = timezone.localtime() + timedelta(hours=2)
    answers: dict[str, Callable[[], dict[str, Any]]] = {
        "give": lambda: {"person": people.reviewer().pk},
        "take_over": lambda: {"reason": "Urgent."},
        "request_changes": lambda: {"reason": "La source manque."},
        "schedule": lambda: {
            "publish_at_0": later.date().isoformat(), "publish_at_1": f"{later:%H:%M}"
        },
        "note": lambda: {"claimant_contacted": "on", "notes": "Relire."},
        "revise": lambda: {"reason": "Un lecteur."},
        "propose_withdrawal": lambda: {"public_reason": "Une erreur."},
        "decline_withdrawal": lambda: {"reason": "Non."},
        "abandon": lambda: {"reason": "Sans objet."},
        "reopen": lambda: {"reason": "Si, finalement."},
    }  # fmt: skip
    return answers[verb]() if verb in answers else {}


def _form(it: Situation) -> dict[str, Any]:
    """The review's form with another summary, its evidence as it stands."""
    review, evidence = it.row, list(it.row.evidence.all())
    given = {
        "seen": review.version,
        "rating": review.rating_id or "",
        "headline": review.headline,
        "summary": "Il a baissé.",
        "correction_note": review.correction_note,
        "notes": review.notes,
        "evidence-TOTAL_FORMS": len(evidence),
        "evidence-INITIAL_FORMS": len(evidence),
        "_continue": "Save",
    }
    for number, item in enumerate(evidence):
        parts = {name: getattr(item, name) for name in ("stance", "quote", "locator", "note")}
        parts |= {"id": item.pk, "review": review.pk, "source": item.source_id}
        given |= {f"evidence-{number}-{name}": value for name, value in parts.items()}
    return given


DOOR = Door(TABLE, READERS, TOUCHED, pressed)


def test_pages_do_what_the_table_says(situations: dict[str, Situation]) -> None:
    for cell in chance("the desk").sample(cells(situations, TABLE), SAMPLE):
        DOOR.check(situations[cell[0]], cell)


@pytest.mark.parametrize("verb", TABLE)
def test_each_verb_is_done_on_its_page_in_a_situation_where_it_can_be(
    situations: dict[str, Situation], verb: str
) -> None:
    done = [
        cell
        for cell in cells(situations, TABLE)
        if cell[1] == verb and TABLE[verb].expected(cell[2], cell[0], cell[3]) == DONE
    ]
    cell = chance(verb).choice(done)
    DOOR.check(situations[cell[0]], cell)


@pytest.mark.long
@pytest.mark.parametrize("name", SITUATIONS)
def test_every_page_for_every_role_of_everybody(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    for roles, relation in product(EACH_ROLE, it.people):
        with raw.undone():
            client = signed_in(it.people[relation], roles)
            for verb in TABLE:
                with raw.undone():
                    DOOR.check_as(client, it, (name, verb, roles, relation))


def test_whoever_is_not_signed_in_is_asked_to(situations: dict[str, Situation]) -> None:
    before = footprint(TOUCHED)
    for name in ("submitted", "published"):
        for verb in TABLE:
            answer = pressed(Client(), situations[name], verb, situations[name].row.pk)
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/"), (verb, name)
    assert footprint(TOUCHED) == before


def test_what_the_clock_does_has_no_page(situations: dict[str, Situation]) -> None:
    client = Client()
    client.force_login(people.superuser())
    for verb in ("expire", "void", "open", "edit"):
        it = situations["approved"]
        answer = client.post(f"/admin/reviews/claimreview/{it.row.pk}/do/{verb}/", {})
        assert answer.status_code == 404, verb
    assert reviews.fresh(situations["approved"].row).version == it.row.version

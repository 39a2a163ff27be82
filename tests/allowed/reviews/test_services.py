"""Who may do what to a review, tried out by the verbs themselves against the design's table."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from factcheck.accounts.models import User
from factcheck.errors import DeskError
from factcheck.history import journal
from reviews.workflow import REVIEW
from tests import raw
from tests.allowed.acting import become, footprint, outcome_of
from tests.allowed.reviews.situations import Situation
from tests.allowed.reviews.table import BY_THE_SYSTEM, LEADS_TO, TABLE
from tests.allowed.tables import DONE, EACH_ROLE, NOT_ALLOWED, Outcome, listed
from tests.factories import reviews
from tests.reviews.verbs import DO

pytestmark = pytest.mark.django_db

SITUATIONS = list(dict.fromkeys(name for row in TABLE.values() for name in listed(row.where)))
TOUCHED = (
    "reviews_claimreview",
    "reviews_evidence",
    "reviews_approval",
    "reviews_contribution",
    "publications_publication",
)


def test_the_table_is_about_every_verb_and_every_situation(
    situations: dict[str, Situation],
) -> None:
    by_the_clock_or_by_accepting = {"expire", "void", "open"}
    verbs = {transition.verb for transition in REVIEW.transitions}
    assert set(TABLE) == verbs - by_the_clock_or_by_accepting == set(DO)
    assert set(SITUATIONS) == set(situations)


def tried(verb: str, it: Situation, actor: Any, name: str) -> Outcome:
    """What comes out. What was done leads where the table says, is told by one event, and then is
    undone; what a refusal may have written stays, to be found."""
    place = transaction.savepoint()
    try:
        DO[verb](it.review, actor)
    except DeskError as error:
        found = outcome_of(error)
        if found == NOT_ALLOWED:
            for words in (it.review.headline, it.review.summary, it.review.claim.text):
                assert not words or words not in str(error), (verb, name)
        return found
    now = reviews.fresh(it.review)
    last = journal.events_of(now).last()
    assert last
    assert now.status == LEADS_TO.get(verb, it.review.status), (verb, name)
    assert (last.verb, last.actor) == (f"review:{verb}", actor), (verb, name)
    assert last.to_state == now.status, (verb, name)
    transaction.savepoint_rollback(place)
    return DONE


def wrong(name: str, it: Situation, relations: list[str], roles: Any, verbs: Any) -> list[str]:
    """Each cell in which something else comes out than the table says."""
    found = []
    for relation in relations:
        with raw.undone():
            before = footprint(TOUCHED)
            actor = become(it.people[relation], roles)
            for verb in verbs:
                wanted = TABLE[verb].expected(roles, name, relation)
                came = tried(verb, it, actor, name)
                if came != wanted:
                    cell = f"{verb} of “{name}” by {relation} as {roles}"
                    found.append(f"{cell}: {came}, not {wanted}")
            assert footprint(TOUCHED) == before, (name, relation, "a refusal has written")
    return found


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_role_does_what_the_table_says_and_nothing_else(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    found = [cell for roles in EACH_ROLE for cell in wrong(name, it, ["stranger"], roles, TABLE)]
    assert found == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_somebody_has_to_do_with_it_counts_and_no_role_outweighs_it(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    involved = [relation for relation in it.people if relation != "stranger"]
    here = [verb for verb, row in TABLE.items() if name in listed(row.where)]
    assert wrong(name, it, involved, ("superuser",), here) == []


@pytest.mark.long
@pytest.mark.parametrize("name", SITUATIONS)
def test_each_role_of_everybody_who_has_to_do_with_it(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    found = [cell for roles in EACH_ROLE for cell in wrong(name, it, list(it.people), roles, TABLE)]
    assert found == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_nobody_may_do_anything_who_is_not_a_person_at_work(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    with raw.undone():
        gone = become(it.people["stranger"], ("superuser",))
        User.objects.filter(pk=gone.pk).update(is_active=False)
        gone.refresh_from_db()
        for verb, row in TABLE.items():
            for nobody in (gone, AnonymousUser()):
                assert tried(verb, it, nobody, name) == NOT_ALLOWED, (verb, name)
            can = verb in BY_THE_SYSTEM and name in listed(row.where)
            expected = DONE if can else NOT_ALLOWED
            if verb not in BY_THE_SYSTEM or can:
                assert tried(verb, it, None, name) == expected, (verb, name)

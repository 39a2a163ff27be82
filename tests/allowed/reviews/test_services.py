"""Who may do what to a review, tried out by the verbs themselves against the design's table."""

from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser

from factcheck.accounts.models import User
from reviews.workflow import REVIEW
from tests import raw
from tests.allowed.acting import Room, Situation, become
from tests.allowed.reviews.table import BY_THE_SYSTEM, LEADS_TO, TABLE
from tests.allowed.tables import DONE, EACH_ROLE, NOT_ALLOWED, listed
from tests.reviews.verbs import DO

pytestmark = pytest.mark.django_db

SITUATIONS = list(dict.fromkeys(name for row in TABLE.values() for name in listed(row.where)))
ROOM = Room(
    "review",
    TABLE,
    {verb: partial(lambda do, it, by: do(it.row, by), do) for verb, do in DO.items()},
    LEADS_TO,
    lambda review: (review.headline, review.summary, review.claim.text),
    (
        "reviews_claimreview",
        "reviews_evidence",
        "reviews_approval",
        "reviews_contribution",
        "publications_publication",
    ),
)


def test_the_table_is_about_every_verb_and_every_situation(
    situations: dict[str, Situation],
) -> None:
    by_the_clock_or_by_accepting = {"expire", "void", "open"}
    verbs = {transition.verb for transition in REVIEW.transitions}
    assert set(TABLE) == verbs - by_the_clock_or_by_accepting == set(DO)
    assert set(SITUATIONS) == set(situations)


@pytest.mark.parametrize("name", SITUATIONS)
def test_each_role_does_what_the_table_says_and_nothing_else(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    found = [
        cell for roles in EACH_ROLE for cell in ROOM.wrong(name, it, ["stranger"], roles, TABLE)
    ]
    assert found == []


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_somebody_has_to_do_with_it_counts_and_no_role_outweighs_it(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    involved = [relation for relation in it.people if relation != "stranger"]
    here = [verb for verb, row in TABLE.items() if name in listed(row.where)]
    assert ROOM.wrong(name, it, involved, ("superuser",), here) == []


@pytest.mark.long
@pytest.mark.parametrize("name", SITUATIONS)
def test_each_role_of_everybody_who_has_to_do_with_it(
    situations: dict[str, Situation], name: str
) -> None:
    it = situations[name]
    found = [
        cell for roles in EACH_ROLE for cell in ROOM.wrong(name, it, list(it.people), roles, TABLE)
    ]
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
                assert ROOM.tried(verb, it, nobody) == NOT_ALLOWED, (verb, name)
            can = verb in BY_THE_SYSTEM and name in listed(row.where)
            expected = DONE if can else NOT_ALLOWED
            if verb not in BY_THE_SYSTEM or can:
                assert ROOM.tried(verb, it, None) == expected, (verb, name)

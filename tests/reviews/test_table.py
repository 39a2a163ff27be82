"""The workflow's table, whole: each verb from the states that it names, and from no other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from factcheck.errors import Conflict, DeskError, NotAllowed
from factcheck.history import journal
from reviews import actions, document
from reviews.models import ClaimReview
from reviews.policies import possible
from reviews.workflow import LABELS, REVIEW, State
from tests import raw
from tests.factories import people, reviews

pytestmark = pytest.mark.django_db


def _published() -> ClaimReview:
    return reviews.published(people.reviewer(), people.approver(), people.editor())


def _abandoned() -> ClaimReview:
    return actions.abandon(reviews.review().pk, actor=people.editor(), reason="Sans objet.")


IN: dict[State, Callable[[], ClaimReview]] = {
    State.OPEN: reviews.review,
    State.IN_REVIEW: lambda: reviews.ready(people.reviewer()),
    State.SUBMITTED: lambda: reviews.submitted(people.reviewer()),
    State.APPROVED: lambda: reviews.approved(people.reviewer(), people.approver()),
    State.PUBLISHED: _published,
    State.WITHDRAWN: lambda: reviews.withdrawn(_published(), people.editor(), people.approver()),
    State.ABANDONED: _abandoned,
}


def _approve(review: ClaimReview, by: Any) -> Any:
    written = review.rating is not None
    digest = document.verdict(review).digest() if written else "0" * 64
    return actions.approve(review.pk, actor=by, digest=digest)


def _propose(review: ClaimReview, by: Any) -> Any:
    return actions.propose_withdrawal(review.pk, actor=by, public_reason="Une erreur.")


Verb = Callable[[ClaimReview, Any], Any]
DO: dict[str, Verb] = {
    "take": lambda review, by: actions.take(review.pk, actor=by),
    "give": lambda review, by: actions.give(review.pk, actor=by, person=people.reviewer()),
    "edit": lambda review, by: actions.edit(
        review.pk, actor=by, seen=review.version, changes={"summary": "Il a baissé."}
    ),
    "release": lambda review, by: actions.release(review.pk, actor=by),
    "take_over": lambda review, by: actions.take_over(review.pk, actor=by, reason="Urgent."),
    "submit": lambda review, by: actions.submit(review.pk, actor=by),
    "request_changes": lambda review, by: actions.request_changes(
        review.pk, actor=by, reason="La source manque."
    ),
    "recall": lambda review, by: actions.recall(review.pk, actor=by),
    "approve": _approve,
    "schedule": lambda review, by: actions.schedule(
        review.pk, actor=by, publish_at=timezone.now() + timedelta(hours=1)
    ),
    "unschedule": lambda review, by: actions.unschedule(review.pk, actor=by),
    "note": lambda review, by: actions.note(
        review.pk, actor=by, claimant_contacted=True, notes="Relire."
    ),
    "publish": lambda review, by: actions.publish(review.pk, actor=by),
    "revise": lambda review, by: actions.revise(review.pk, actor=by, reason="Un lecteur."),
    "propose_withdrawal": _propose,
    "decline_withdrawal": lambda review, by: actions.decline_withdrawal(
        review.pk, actor=by, reason="Non."
    ),
    "withdraw": lambda review, by: actions.withdraw(review.pk, actor=by),
    "abandon": lambda review, by: actions.abandon(review.pk, actor=by, reason="Sans objet."),
    "reopen": lambda review, by: actions.reopen(review.pk, actor=by, reason="Si, finalement."),
}
#: These need a holder, an author, a time or a proposal besides the state; their own stories tell
#: them.
ITS_HOLDER = {"edit", "release", "submit"}
MORE = {"recall", "unschedule", "propose_withdrawal", "decline_withdrawal", "withdraw"}


def test_every_verb_that_people_do_is_tried() -> None:
    by_the_clock_or_by_accepting = {"expire", "void", "open"}
    assert {row.verb for row in REVIEW.transitions} - set(DO) == by_the_clock_or_by_accepting


@pytest.mark.parametrize(
    ("verb", "state"),
    [(verb, state) for verb in DO for state in State if state not in REVIEW[verb].sources],
)
def test_a_verb_out_of_place_is_a_conflict_and_writes_nothing(verb: str, state: State) -> None:
    review, somebody = IN[state](), people.superuser()
    before = raw.everything()

    with pytest.raises(Conflict) as refusal:
        DO[verb](review, somebody)

    sentence = str(refusal.value)
    assert f"“{REVIEW[verb].label}”" in sentence
    assert f"“{LABELS[state]}”" in sentence
    assert f"({journal.last_change(review)})" in sentence
    assert raw.everything() == before


@pytest.mark.parametrize(
    ("verb", "state"),
    [(verb, state) for verb in DO if verb not in MORE for state in REVIEW[verb].sources],
)
def test_a_verb_in_its_place_leads_where_the_table_says(verb: str, state: State) -> None:
    review = IN[state]()
    by = review.holder if verb in ITS_HOLDER and review.holder else people.superuser()

    DO[verb](review, by)

    now = reviews.fresh(review)
    event = journal.events_of(now).last()
    assert event
    assert now.status == (REVIEW[verb].target or state)
    assert (event.verb, event.actor) == (f"review:{verb}", by)
    assert (event.from_state, event.to_state) == (state, now.status)
    assert event.version == now.version == review.version + 1


@pytest.mark.parametrize("state", State)
def test_the_buttons_are_the_table_too(state: State) -> None:
    """What is offered can be done, and what can be done is offered."""
    review, somebody = IN[state](), people.superuser()
    offered = {it.transition.verb for it in possible(review, somebody) if not it.refusal}
    for verb, row in ((verb, REVIEW[verb]) for verb in DO):
        before = raw.everything()
        try:
            with raw.undone():
                DO[verb](review, somebody)
        except DeskError:
            assert verb not in offered
        else:
            assert (verb in offered) == row.button
        assert raw.everything() == before


def test_a_button_that_is_refused_says_why() -> None:
    author = people.person("approver", "léa")
    review = reviews.submitted(author)
    [why] = [it.refusal for it in possible(review, author) if it.transition.verb == "approve"]
    assert "a second person has to" in why


@pytest.mark.parametrize("state", State)
def test_nobody_is_shown_what_is_not_their_kind_of_work(state: State) -> None:
    review = IN[state]()
    for role in ("", "contributor", "partner manager", "auditor"):
        assert possible(review, people.person(role)) == []
    for role in ("reviewer", "approver", "editor"):
        for it in possible(review, people.person(role)):
            assert people.person(role).has_perm(it.transition.permission)


@pytest.mark.parametrize("verb", sorted(DO))
def test_the_system_does_only_what_the_table_says(verb: str) -> None:
    if not REVIEW[verb].system:
        review = reviews.review()
        with pytest.raises(NotAllowed, match="needs a person"):
            DO[verb](review, None)

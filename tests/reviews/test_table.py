"""What people are told by the workflow's table: the buttons, and why a verb is refused.

Who may do what in which state is in `tests/allowed/`.
"""

from collections.abc import Callable

import pytest

from factcheck.errors import Conflict, DeskError, NotAllowed
from factcheck.history import journal
from reviews import actions
from reviews.models import ClaimReview
from reviews.policies import possible
from reviews.workflow import LABELS, REVIEW, State
from tests import raw
from tests.factories import people, reviews
from tests.reviews.verbs import DO

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


@pytest.mark.parametrize("state", State)
def test_a_verb_out_of_place_says_which_and_in_which_state_who_did_what_when(state: State) -> None:
    review, somebody = IN[state](), people.superuser()
    for verb in DO:
        if state in REVIEW[verb].sources:
            continue
        with pytest.raises(Conflict) as refusal:
            DO[verb](review, somebody)
        sentence = str(refusal.value)
        assert f"“{REVIEW[verb].label}”" in sentence
        assert f"“{LABELS[state]}”" in sentence
        assert f"({journal.last_change(review)})" in sentence


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

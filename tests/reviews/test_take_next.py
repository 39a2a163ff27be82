"""“Take next”: the most urgent review that is free, and never the same one for two people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.errors import Conflict, NotAllowed
from factcheck.history import journal, replay
from reviews import actions
from reviews.models import ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import people, reviews
from tests.together import together


def waiting(hours: float, **more: Any) -> ClaimReview:
    """An open review that has waited for so long."""
    review = reviews.review(**more)
    since = timezone.now() - timedelta(hours=hours)
    raw.tamper("UPDATE reviews_claimreview SET status_since = %s WHERE id = %s", since, review.pk)
    return reviews.fresh(review)


def revised(author: User, second: User, editor: User, days: int | None = None) -> ClaimReview:
    """A public verdict whose next revision is open; to be looked at again in so many days."""
    review_by = None if days is None else timezone.localdate() + timedelta(days=days)
    held = reviews.taken(author)
    actions.submit(reviews.written(held, author, review_by=review_by).pk, actor=author)
    public = reviews.publish(reviews.approve(held, second), editor)
    actions.revise(public.pk, actor=author, reason="Un lecteur nous a écrit.")
    return reviews.fresh(actions.release(public.pk, actor=author))


@pytest.mark.django_db
class TestTheOrder:
    def test_whoever_waits_longest_comes_first(self) -> None:
        waiting(1)
        oldest = waiting(5)
        waiting(3)
        assert actions.take_next(actor=people.reviewer()) == oldest

    def test_what_is_public_comes_before_what_only_waits(
        self, author: User, second: User, editor: User
    ) -> None:
        old = waiting(500)
        public = revised(author, second, editor)
        assert actions.take_next(actor=people.reviewer()) == public
        assert actions.take_next(actor=people.reviewer()) == old

    def test_of_what_is_public_the_one_that_is_due_first(
        self, author: User, second: User, editor: User
    ) -> None:
        undated = revised(author, second, editor)
        later = revised(author, second, editor, days=20)
        due = revised(author, second, editor, days=-3)
        taken = [actions.take_next(actor=people.reviewer()) for _ in range(3)]
        assert taken == [due, later, undated]

    def test_a_date_in_a_draft_makes_nothing_urgent(self, author: User) -> None:
        older = waiting(9)
        held = reviews.taken(author)
        reviews.written(held, author, review_by=timezone.localdate())
        actions.release(held.pk, actor=author)
        assert actions.take_next(actor=people.reviewer()) == older


@pytest.mark.django_db
class TestTaking:
    def test_it_is_taken_as_by_its_own_button(self, author: User) -> None:
        reviews.review()
        review = reviews.fresh(actions.take_next(actor=author))
        event = journal.events_of(review).last()
        assert event
        assert (review.status, review.holder) == (State.IN_REVIEW, author)
        assert (event.verb, event.actor) == ("review:take", author)
        assert not list(replay.differences())

    def test_when_nothing_is_open_what_has_lapsed_is_taken(
        self, author: User, pass_hours: Callable[[float], None]
    ) -> None:
        review = reviews.taken(people.reviewer())
        pass_hours(4.01)
        assert actions.take_next(actor=author) == review
        verbs = journal.events_of(review).values_list("verb", flat=True)
        assert list(verbs)[-2:] == ["review:expire", "review:take"]

    def test_nothing_to_take_says_so(self, author: User, second: User) -> None:
        reviews.taken(second)
        reviews.submitted(second)
        with pytest.raises(Conflict, match="Nothing is free"):
            actions.take_next(actor=author)

    def test_who_holds_as_many_as_one_may_is_told_which(self, author: User, settings: Any) -> None:
        settings.LEASES_PER_PERSON = 1
        held, other = reviews.ready(author), reviews.review()
        with pytest.raises(Conflict, match=f"author holds 1 reviews.*#{held.pk}"):
            actions.take_next(actor=author)
        assert reviews.fresh(other).status == State.OPEN

    @pytest.mark.parametrize("role", ["contributor", "auditor", "partner manager", ""])
    def test_it_is_the_work_of_reviewers(self, role: str) -> None:
        review = reviews.review()
        with pytest.raises(NotAllowed):
            actions.take_next(actor=people.person(role))
        assert reviews.fresh(review).status == State.OPEN


@pytest.mark.usefixtures("committed")
class TestAtTheSameMoment:
    def test_two_who_press_get_two_different_reviews(self) -> None:
        both = {reviews.review().pk, reviews.review().pk}
        takers = [people.reviewer(), people.reviewer()]
        outcomes = together(*[lambda by=by: actions.take_next(actor=by) for by in takers])
        assert {review.pk for review in outcomes} == both
        assert {review.holder for review in outcomes} == set(takers)

    def test_of_more_people_than_reviews_some_are_told(self) -> None:
        reviews.review()
        takers = [people.reviewer() for _ in range(3)]
        outcomes = together(*[lambda by=by: actions.take_next(actor=by) for by in takers])
        assert sorted(type(outcome).__name__ for outcome in outcomes) == [
            "ClaimReview",
            "Conflict",
            "Conflict",
        ]

    def test_what_somebody_has_locked_is_passed_over(self) -> None:
        first, second = waiting(5), waiting(1)
        taker = people.reviewer()
        with transaction.atomic():
            journal.lock(ClaimReview, first.pk)
            [taken] = together(lambda: actions.take_next(actor=taker))
        assert taken == second

"""Holding a review for a while: everyone sees who has it, and nobody keeps it for ever."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from reviews import actions, tasks
from reviews.models import ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import people, reviews

pytestmark = pytest.mark.django_db

PassHours = Callable[[float], None]


def left(review: ClaimReview) -> timedelta:
    until = reviews.fresh(review).lease_until
    assert until
    return until - timezone.now()


def about(hours: float) -> Any:
    return pytest.approx(timedelta(hours=hours), abs=timedelta(seconds=20))


def verbs(review: ClaimReview) -> list[str]:
    events = journal.events_of(review).values_list("verb", flat=True)
    return [verb.partition(":")[2] for verb in events]


# --- Taking and giving


def test_taking_gives_a_lease(author: User) -> None:
    review = reviews.taken(author)
    assert (review.status, review.holder) == (State.IN_REVIEW, author)
    assert left(review) == about(4)


def test_what_is_held_is_not_taken(author: User) -> None:
    review = reviews.taken(author)
    with pytest.raises(Conflict, match=r"“Take”.*“in review” \(“Take” by author"):
        actions.take(review.pk, actor=people.reviewer())


def test_giving_names_who_gave_to_whom(author: User, editor: User) -> None:
    review = reviews.review()
    actions.give(review.pk, actor=editor, person=author)
    event = journal.events_of(review).last()
    assert event
    assert reviews.fresh(review).holder == author
    assert (event.actor, event.data) == (editor, {"to": "author"})
    assert left(review) == about(4)


@pytest.mark.parametrize("role", ["contributor", "auditor", "nobody", "gone"])
def test_it_is_given_to_somebody_who_reviews(role: str, editor: User) -> None:
    somebody = {
        "nobody": lambda: None,
        "gone": lambda: people.person("reviewer", is_active=False),
    }.get(role, lambda: people.person(role))()
    review = reviews.review()
    with pytest.raises(Invalid, match="somebody who reviews"):
        actions.give(review.pk, actor=editor, person=somebody)
    assert reviews.fresh(review).status == State.OPEN


def test_taking_over_says_why_and_from_whom(author: User, editor: User) -> None:
    review = reviews.ready(author)
    with pytest.raises(Invalid, match="Say why"):
        actions.take_over(review.pk, actor=editor, reason=" ")
    actions.take_over(review.pk, actor=editor, reason="Elle est malade.")
    event = journal.events_of(review).last()
    assert event
    assert (event.reason, event.data) == ("Elle est malade.", {"from": "author"})
    assert reviews.fresh(review).holder == editor
    with pytest.raises(Conflict, match="hold this review already"):
        actions.take_over(review.pk, actor=editor, reason="Encore.")


# --- As many as one may


def test_one_holds_only_so_many_and_is_told_which(
    author: User, editor: User, settings: Any
) -> None:
    settings.LEASES_PER_PERSON = 2
    first = reviews.ready(author)
    second = reviews.taken(author, language="en")
    third = reviews.review()
    before = raw.everything()
    with pytest.raises(Conflict) as refusal:
        actions.take(third.pk, actor=author)
    sentence = str(refusal.value)
    assert "author holds 2 reviews" in sentence
    assert f"#{first.pk} {reviews.HEADLINE}" in sentence
    assert f"#{second.pk} {second.claim}" in sentence
    assert refusal.value.about == (first, second)
    with pytest.raises(Conflict, match="author holds 2"):
        actions.give(third.pk, actor=editor, person=author)
    assert raw.everything() == before

    actions.submit(first.pk, actor=author)
    assert actions.take(third.pk, actor=author).holder == author


def test_the_limit_holds_for_revising_and_taking_over(
    author: User, second: User, editor: User, settings: Any
) -> None:
    published = reviews.published(author, second, editor)
    held = reviews.taken(author)
    settings.LEASES_PER_PERSON = 1
    reviews.taken(editor)
    with pytest.raises(Conflict, match="as many as one may"):
        actions.revise(published.pk, actor=author, reason="Un lecteur.")
    with pytest.raises(Conflict, match="as many as one may"):
        actions.take_over(held.pk, actor=editor, reason="Urgent.")


# --- Time


def test_working_renews_the_lease(author: User, pass_hours: PassHours) -> None:
    review = reviews.ready(author)
    pass_hours(3)
    assert left(review) == about(1)
    actions.edit(review.pk, actor=author, seen=review.version, changes={"headline": "Autrement"})
    assert left(review) == about(4)


def test_an_expired_lease_returns_the_review_to_the_queue(
    author: User, pass_hours: PassHours
) -> None:
    lapsing, kept = reviews.ready(author), reviews.ready(author)
    pass_hours(3)
    actions.edit(kept.pk, actor=author, seen=kept.version, changes={"headline": "Autrement"})
    pass_hours(2)

    assert actions.expire_leases() == [lapsing]
    assert actions.expire_leases() == []

    review = reviews.fresh(lapsing)
    event = journal.events_of(review).last()
    assert event
    assert (review.status, review.holder, review.lease_until) == (State.OPEN, None, None)
    assert (event.verb, event.actor, event.data) == ("review:expire", None, {"held_by": "author"})
    assert (review.headline, review.evidence.count()) == (reviews.HEADLINE, 1)
    assert reviews.fresh(kept).holder == author


def test_the_desks_clock_ends_leases(author: User, pass_hours: PassHours) -> None:
    review = reviews.taken(author)
    pass_hours(5)
    tasks.end_leases(timestamp=0)
    assert reviews.fresh(review).status == State.OPEN


def test_a_lapsed_review_can_be_taken_before_the_clock_sees_it(
    author: User, pass_hours: PassHours
) -> None:
    review, other = reviews.taken(author), people.reviewer()
    pass_hours(4.01)
    actions.take(review.pk, actor=other)
    assert reviews.fresh(review).holder == other
    assert verbs(review) == ["open", "take", "expire", "take"]


def test_whoever_is_late_may_still_go_on_until_somebody_takes_it(
    author: User, pass_hours: PassHours
) -> None:
    review = reviews.ready(author)
    pass_hours(5)
    actions.edit(review.pk, actor=author, seen=review.version, changes={"headline": "Autrement"})
    assert actions.expire_leases() == []
    assert reviews.fresh(review).holder == author


def test_typing_renews_it_without_a_word_in_the_journal(
    author: User, pass_hours: PassHours
) -> None:
    review = reviews.ready(author)
    pass_hours(1)
    actions.renew(review.pk, actor=author)
    now = reviews.fresh(review)
    assert left(review) == about(4)
    assert (now.version, now.updated_at) == (review.version, review.updated_at)
    assert verbs(review) == ["open", "take", "edit"]
    actions.edit(review.pk, actor=author, seen=review.version, changes={"headline": "Autrement"})


def test_typing_writes_at_most_every_five_minutes(author: User, pass_hours: PassHours) -> None:
    review = reviews.ready(author)
    for hours in (0.0, 0.08):  # 4 minutes 48 seconds
        pass_hours(hours)
        before = raw.everything()
        actions.renew(review.pk, actor=author)
        assert raw.everything() == before
    pass_hours(0.01)
    actions.renew(review.pk, actor=author)
    assert left(review) == about(4)


def test_only_the_holder_renews_while_it_is_in_review(author: User, second: User) -> None:
    held = reviews.ready(author)
    with pytest.raises(Conflict, match="author holds this review"):
        actions.renew(held.pk, actor=people.approver())
    given_away = reviews.submitted(author)
    with pytest.raises(Conflict, match="“Submit to a second person” by author"):
        actions.renew(given_away.pk, actor=author)
    approved = reviews.approved(author, second)
    with pytest.raises(Conflict, match="do not hold"):
        actions.renew(approved.pk, actor=author)


@pytest.mark.parametrize(
    "change",
    [
        "lease_until = lease_until - interval '1 minute'",
        "lease_until = lease_until + interval '1 hour', holder_id = author_id",
        "lease_until = lease_until + interval '1 hour', headline = 'x'",
        "lease_until = lease_until + interval '1 hour', status = 'open'",
        "notes = 'x'",
    ],
)
def test_without_an_event_only_a_leases_end_moves_and_only_forward(
    change: str, author: User
) -> None:
    reviews.ready(author)
    with raw.refused("no event allows"):
        raw.run(f"UPDATE reviews_claimreview SET {change}")


# --- Letting go


@pytest.mark.parametrize("who", ["holder", "editor"])
def test_releasing_keeps_what_was_written(who: str, author: User, editor: User) -> None:
    review = reviews.ready(author)
    actions.release(review.pk, actor={"holder": author, "editor": editor}[who])
    review = reviews.fresh(review)
    assert (review.status, review.holder) == (State.OPEN, None)
    assert (review.headline, review.evidence.count()) == (reviews.HEADLINE, 1)


def test_nobody_else_releases_it(author: User) -> None:
    review = reviews.ready(author)
    with pytest.raises(Conflict, match="author holds this review"):
        actions.release(review.pk, actor=people.approver())


@pytest.mark.parametrize("leave", ["submit", "release", "abandon"])
def test_leaving_the_review_ends_the_lease(leave: str, author: User) -> None:
    review = reviews.ready(author)
    by = people.superuser() if leave == "abandon" else author
    more = {"reason": "Sans objet."} if leave == "abandon" else {}
    getattr(actions, leave)(review.pk, actor=by, **more)
    review = reviews.fresh(review)
    assert (review.holder, review.lease_until) == (None, None)

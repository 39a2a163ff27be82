"""Merging claims that are being reviewed: nothing public, and nobody's work, goes unasked."""

import pytest

from claims import actions as triage
from claims.workflow import State as ClaimState
from factcheck.accounts.models import User
from factcheck.errors import Conflict
from factcheck.history.models import Event
from reviews import actions
from reviews.models import ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def merge(review: ClaimReview, by: User) -> None:
    triage.merge(review.claim_id, actor=by, into=claims.claim("Il a menti.").pk)


def test_a_public_verdict_stands_in_the_way(author: User, second: User, editor: User) -> None:
    review = reviews.published(author, second, editor)
    other = claims.claim()
    before = raw.everything()
    with pytest.raises(Conflict, match="Withdraw it first, naming the verdict"):
        triage.merge(review.claim_id, actor=author, into=other.pk)
    assert raw.everything() == before

    actions.revise(review.pk, actor=author, reason="Un lecteur.")
    actions.release(review.pk, actor=author)
    with pytest.raises(Conflict, match="is public"):
        merge(review, author)


def test_after_its_withdrawal_the_claim_is_merged(author: User, second: User, editor: User) -> None:
    review = reviews.withdrawn(reviews.published(author, second, editor), editor, second)
    merge(review, author)
    review = reviews.fresh(review)
    assert (review.claim.status, review.status) == (ClaimState.DUPLICATE, State.WITHDRAWN)


def test_an_open_review_is_given_up(author: User) -> None:
    review = reviews.review()
    merge(review, author)
    review = reviews.fresh(review)
    assert (review.status, review.claim.status) == (State.ABANDONED, ClaimState.DUPLICATE)
    event = Event.objects.get(verb="review:abandon")
    assert (event.actor, event.reason) == (None, "Merged into “Il a menti.”.")


def test_somebody_elses_work_stands_in_the_way(author: User) -> None:
    review, other = reviews.ready(author), claims.claim()
    before = raw.everything()
    with pytest.raises(Conflict, match="author is reviewing"):
        triage.merge(review.claim_id, actor=people.reviewer(), into=other.pk)
    assert raw.everything() == before


def test_ones_own_work_does_not(author: User) -> None:
    review = reviews.ready(author)
    merge(review, author)
    assert reviews.fresh(review).status == State.ABANDONED


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_reviews_in_every_language_are_asked(language: str, author: User) -> None:
    claim = claims.claim(accepted_by=author)
    held = reviews.taken(author, claim=claim, language=language)
    reviews.review(claim=claim, language="en" if language == "fr" else "fr")
    with pytest.raises(Conflict, match="author is reviewing"):
        merge(held, people.reviewer())
    actions.release(held.pk, actor=author)
    merge(held, people.reviewer())
    assert set(ClaimReview.objects.values_list("status", flat=True)) == {State.ABANDONED}


def test_accepted_again_its_review_is_opened_again(author: User) -> None:
    review = reviews.ready(author)
    merge(review, author)
    triage.restore(review.claim_id, actor=author)
    triage.accept(review.claim_id, actor=author)
    again = reviews.fresh(review)
    assert (again.status, again.headline) == (State.OPEN, reviews.HEADLINE)
    assert ClaimReview.objects.count() == 1
    assert again.claim.appearances.count() == 1


def test_a_review_is_opened_once_per_language(author: User) -> None:
    claim = claims.claim(accepted_by=author)
    first = actions.open_review(claim, actor=author)
    assert actions.open_review(claim, actor=author, language="FR") == first
    assert actions.open_review(claim, actor=author, language="en") != first
    assert ClaimReview.objects.count() == 2

"""What becomes of a verdict that somebody says is wrong."""

import pytest
from django.test import Client

from factcheck.challenges import actions as challenging
from factcheck.errors import Conflict
from factcheck.history import replay
from factcheck.publications.models import Publication
from reviews import actions
from tests.factories import challenges, people, publications, reviews

pytestmark = pytest.mark.django_db


def test_the_correction_answers_the_request_that_was_accepted() -> None:
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    review = reviews.published(author, second, editor)
    publications.commit()
    asked = challenges.request(review)

    with pytest.raises(Conflict, match="You approved version 1"):
        challenging.accept(asked.pk, actor=second)
    challenging.accept(asked.pk, actor=editor)
    reviews.corrected(review, author, second, editor)

    asked.refresh_from_db()
    assert asked.status == "corrected"
    assert asked.outcome == Publication.objects.get(verdict=review.uid, version=2)
    assert not list(replay.differences())


def test_so_does_the_withdrawal() -> None:
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    review = reviews.published(author, second, editor)
    publications.commit()
    asked = challenges.request(review)
    challenging.accept(asked.pk, actor=editor)
    actions.propose_withdrawal(review.pk, actor=editor, public_reason="La source est retirée.")
    actions.withdraw(review.pk, actor=second)
    asked.refresh_from_db()
    assert asked.outcome is not None
    assert asked.outcome.kind == "withdrawn"


def test_the_reviews_page_shows_it_until_it_is_settled() -> None:
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    review = reviews.published(author, second, editor)
    publications.commit()
    asked = challenges.request(review)
    client = Client()
    client.force_login(author)
    address = f"/admin/reviews/claimreview/{review.pk}/change/"
    assert challenges.WRONG in client.get(address).content.decode()
    challenging.decline(asked.pk, actor=editor, answer="La source le dit bien.")
    assert challenges.WRONG not in client.get(address).content.decode()

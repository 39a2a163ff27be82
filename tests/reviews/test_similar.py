"""Published verdicts on the same claim, or a related one, beside a review and beside a claim."""

from typing import Any

import pytest

from claims.matching import neighbours
from factcheck.publications import matching
from reviews import similar
from reviews.models import ClaimReview
from tests.factories import claims, people, publications

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."

pytestmark = pytest.mark.django_db


def review() -> ClaimReview:
    claim = claims.claim(CLAIM, accepted_by=people.reviewer())
    return ClaimReview.objects.select_related("claim").get(claim=claim)


def test_every_language_but_not_its_own_verdict() -> None:
    mine = review()
    publications.publish(publications.verdict(text=CLAIM), id=mine.uid)
    other = publications.publish(publications.verdict(text=CLAIM, language="en"))
    [found] = similar.beside(mine).verdicts
    assert (found.verdict.id, found.verdict.language) == (other.verdict, "en")
    assert found.told.words == "the same claim"


def test_a_claim_is_shown_beside_the_verdict_with_where_to_read_it() -> None:
    same = publications.publish(publications.verdict(text=CLAIM))
    publications.publish(publications.verdict(text="Les éoliennes tuent les oiseaux."))
    [found] = neighbours.of(claims.claim(CLAIM)).verdicts
    assert (found.claim, found.rating) == (CLAIM, "Faux")
    assert str(same.verdict) in found.address


def test_a_review_can_be_written_when_nobody_could_look(monkeypatch: pytest.MonkeyPatch) -> None:
    from factcheck.matching.index import TookTooLong

    def late(*_texts: Any, **_more: Any) -> Any:
        raise TookTooLong("Try again in a moment.")

    monkeypatch.setattr(matching, "matches", late)
    assert similar.beside(review()) == ([], [], "Try again in a moment.")

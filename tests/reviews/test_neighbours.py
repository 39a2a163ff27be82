"""What the public record answers when a claim is looked at: published verdicts, and no others."""

import pytest

from claims.matching import neighbours
from tests.factories import claims, people, publications, reviews

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."

pytestmark = pytest.mark.django_db


def test_a_published_verdict_on_much_the_same() -> None:
    verdict = publications.publish(publications.verdict(text="À Lyon, le chômage baisse."))
    [found] = neighbours.of(claims.claim(CLAIM)).verdicts
    assert found.claim == "À Lyon, le chômage baisse."
    assert found.rating == "Faux"
    assert found.address == f"/verdicts/{verdict.verdict}/"
    assert "chômage" in found.shared


def test_what_is_not_published_is_a_claim_of_the_desk_alone() -> None:
    reviews.approved(people.reviewer(), people.approver(), claim=None)
    found = neighbours.of(claims.claim(claims.CLAIM))
    assert found.verdicts == []
    assert len(found.claims) == 1

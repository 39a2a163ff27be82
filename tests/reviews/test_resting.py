"""What rests on a source that was withdrawn is to be looked at again."""

import pytest

from claims import actions as claim_actions
from claims.models import Source
from reviews import actions, gate
from reviews.models import Approval, ClaimReview
from reviews.resting import resting_on, rests_on_withdrawn_source
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def published_on(source: Source) -> ClaimReview:
    return reviews.published(
        people.reviewer(), people.approver(), people.editor(),
        evidence=[reviews.evidence_item(source=source)] * 2,
    )  # fmt: skip


def withdraw(source: Source) -> None:
    claim_actions.withdraw_source(source.pk, actor=people.reviewer(), reason="Rétractée.")


def to_look_at() -> list[ClaimReview]:
    return list(ClaimReview.objects.filter(rests_on_withdrawn_source()))


def test_a_withdrawn_source_leads_to_the_verdicts_that_rest_on_it() -> None:
    source = claims.source()
    resting, other = published_on(source), published_on(claims.source())
    assert to_look_at() == []
    withdraw(source)
    assert to_look_at() == [resting] == list(resting_on(source))
    assert other not in to_look_at()
    claim_actions.restore_source(source.pk, actor=people.reviewer(), reason="Une erreur.")
    assert to_look_at() == []


def test_what_is_given_up_is_not_looked_at_again() -> None:
    source = claims.source()
    item = reviews.evidence_item(source=source)
    given_up = reviews.ready(people.reviewer(), evidence=[item])
    actions.abandon(given_up.pk, actor=people.editor(), reason="Sans intérêt.")
    taken_back = published_on(source)
    reviews.withdrawn(taken_back, people.editor(), people.editor())
    still_public = published_on(source)
    actions.revise(still_public.pk, actor=people.reviewer(), reason="Un lecteur.")
    actions.abandon(still_public.pk, actor=people.editor(), reason="Sans intérêt.")
    withdraw(source)
    assert to_look_at() == [still_public]


def test_it_is_done_when_the_evidence_is_replaced() -> None:
    source = claims.source()
    review = published_on(source)
    withdraw(source)
    held = actions.revise(review.pk, actor=people.reviewer(), reason="La source est retirée.")
    reviews.written(held, held.holder, evidence=[reviews.evidence_item()])
    assert to_look_at() == []


def test_the_gate_warns_and_the_warning_is_kept_with_the_decision() -> None:
    source = claims.source()
    item = reviews.evidence_item(source=source)
    review = reviews.submitted(people.reviewer(), evidence=[item])
    assert fulfilled(review)
    withdraw(source)
    assert not fulfilled(review)
    reviews.approve(review, people.approver())  # it is advice: what is public may need correcting
    kept = {line["code"]: line["fulfilled"] for line in Approval.objects.get().gate}
    assert kept["sound_sources"] is False


def test_withdrawing_changes_nothing_of_what_was_approved() -> None:
    source = claims.source()
    item = reviews.evidence_item(source=source)
    review = reviews.approved(people.reviewer(), people.approver(), evidence=[item])
    withdraw(source)
    assert reviews.fresh(review).status == "approved"
    assert reviews.publish(review, people.editor()).is_public


def fulfilled(review: ClaimReview) -> bool:
    [item] = [item for item in gate.checklist(review) if item.code == "sound_sources"]
    assert not item.blocking
    return item.fulfilled

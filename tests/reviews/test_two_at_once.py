"""Two people at the same moment: one wins, the other is told, and nothing is lost or stuck."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from claims import actions as triage
from claims.models import Claim, Source
from factcheck.errors import Conflict, Invalid, Stale
from factcheck.history import journal, replay
from factcheck.history.models import Event
from factcheck.publications import verification
from factcheck.publications.models import Publication
from reviews import actions, document
from reviews.actions.rating_scales import RatingStep
from reviews.models import ClaimReview, Mention, RatingScale
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, reviews
from tests.together import together, while_it_waits

pytestmark = pytest.mark.usefixtures("committed")


def refusals(outcomes: list[object]) -> list[type]:
    return [type(outcome) for outcome in outcomes if not isinstance(outcome, ClaimReview)]


def holds() -> bool:
    return not [*replay.differences(), *verification.differences()]


def test_of_many_who_take_one_review_exactly_one_has_it() -> None:
    review = reviews.review()
    takers = [people.reviewer() for _ in range(4)]
    outcomes = together(*[lambda by=by: actions.take(review.pk, actor=by) for by in takers])
    assert refusals(outcomes) == [Conflict] * 3
    [winner] = [outcome for outcome in outcomes if isinstance(outcome, ClaimReview)]
    assert reviews.fresh(review).holder == winner.holder
    for refusal in (outcome for outcome in outcomes if isinstance(outcome, Conflict)):
        assert f"“Take” by {winner.holder}" in str(refusal)
    assert Event.objects.filter(verb="review:take").count() == 1


def test_nobody_takes_one_too_many_by_taking_two_at_once(settings: Any) -> None:
    settings.LEASES_PER_PERSON = 1
    taker = people.reviewer()
    for _ in range(3):
        pair = [reviews.review(), reviews.review()]
        outcomes = together(*[lambda pk=it.pk: actions.take(pk, actor=taker) for it in pair])
        assert refusals(outcomes) == [Conflict]
        [held] = ClaimReview.objects.filter(holder=taker)
        actions.release(held.pk, actor=taker)
    assert holds()


def test_of_two_saves_at_once_one_is_refused_and_none_is_lost() -> None:
    author = people.reviewer()
    review = reviews.ready(author)

    def save(**changes: str) -> Callable[[], ClaimReview]:
        seen = reviews.fresh(review).version
        return lambda: actions.edit(review.pk, actor=author, seen=seen, changes=changes)

    for text in "abcde":
        assert refusals(together(save(headline=text), save(summary=text))) == [Stale]
        now = reviews.fresh(review)
        assert (now.headline == text) != (now.summary == text)
    assert holds()


def test_of_two_who_publish_at_once_one_does() -> None:
    review = reviews.approved(people.reviewer(), people.approver())
    publishers = [people.editor(), people.editor()]
    outcomes = together(*[lambda by=by: actions.publish(review.pk, actor=by) for by in publishers])
    assert refusals(outcomes) == [Conflict]
    assert Publication.objects.count() == 1
    assert holds()


def test_of_two_who_open_the_review_of_a_claim_at_once_the_second_finds_it() -> None:
    claim = claims.claim(accepted_by=people.reviewer())
    openers = [people.reviewer(), people.reviewer()]
    outcomes = together(
        *[lambda by=by: actions.open_review(claim, actor=by, language="en") for by in openers]
    )
    assert outcomes[0] == outcomes[1]
    assert ClaimReview.objects.filter(language="en").count() == 1


def test_a_source_that_is_corrected_while_it_is_approved_voids_the_approval() -> None:
    """The correction waits for the approval, and then finds it."""
    author, second, other = people.reviewer(), people.approver(), people.reviewer()
    review, source = reviews.submitted(author), Source.objects.get()
    with transaction.atomic():
        actions.approve(review.pk, actor=second, digest=document.verdict(review).digest())
        correcting = while_it_waits(
            lambda: triage.edit_record(
                Source, source.pk, actor=other, seen=1, changes={"title": "Tableau 5"}
            )
        )
    assert isinstance(correcting.result(), Source)
    assert reviews.fresh(review).status == State.IN_REVIEW
    assert review.contributions.filter(person=other).exists()


def test_a_source_that_is_corrected_while_it_is_published() -> None:
    """What was approved goes out; the correction is for the next revision."""
    review = reviews.approved(people.reviewer(), people.approver())
    source, editor, other = Source.objects.get(), people.editor(), people.reviewer()
    with transaction.atomic():
        actions.publish(review.pk, actor=editor)
        correcting = while_it_waits(
            lambda: triage.edit_record(
                Source, source.pk, actor=other, seen=1, changes={"title": "Tableau 5"}
            )
        )
    assert isinstance(correcting.result(), Source)
    assert reviews.fresh(review).status == State.PUBLISHED
    assert b"Tableau 4" in bytes(Publication.objects.get().body)
    assert review.contributions.filter(person=other, revision=2).exists()
    assert holds()


def test_a_source_is_corrected_while_it_is_quoted_once_more() -> None:
    """Neither waits for the other for ever: quoting a source does not need it to stand still."""
    author, other = people.reviewer(), people.reviewer()
    review, source = reviews.ready(author), Source.objects.get()
    with transaction.atomic():
        journal.lock(ClaimReview, review.pk)
        correcting = while_it_waits(
            lambda: triage.edit_record(
                Source, source.pk, actor=other, seen=1, changes={"title": "Tableau 5"}
            )
        )
        again = reviews.evidence_item(source=source, quote="Encore.")
        actions.edit(review.pk, actor=author, seen=review.version, evidence=[again])
    assert isinstance(correcting.result(), Source)
    assert review.evidence.get().source.title == "Tableau 5"
    assert holds()


def test_a_review_is_taken_while_its_claim_is_merged_away() -> None:
    review, taker, merger = reviews.review(), people.reviewer(), people.reviewer()
    other = claims.claim()
    with transaction.atomic():
        actions.take(review.pk, actor=taker)
        merging = while_it_waits(lambda: triage.merge(review.claim_id, actor=merger, into=other.pk))
    assert isinstance(merging.result(), Conflict)
    assert f"{taker} is reviewing" in str(merging.result())
    assert Claim.objects.get(pk=review.claim_id).status == "accepted"
    assert reviews.fresh(review).holder == taker


def test_a_lease_that_is_renewed_while_the_clock_ends_it_is_kept() -> None:
    author = people.reviewer()
    review = reviews.ready(author)
    raw.tamper("UPDATE reviews_claimreview SET lease_until = now() - interval '1 minute'")
    with transaction.atomic():
        actions.edit(review.pk, actor=author, seen=review.version, changes={"headline": "Si"})
        ending = while_it_waits(actions.expire_leases)
    assert ending.result() == []
    assert reviews.fresh(review).holder == author


def test_two_clocks_publish_what_is_due_once(caplog: pytest.LogCaptureFixture) -> None:
    review = reviews.approved(people.reviewer(), people.approver())
    actions.schedule(
        review.pk, actor=people.editor(), publish_at=review.updated_at + timedelta(hours=1)
    )
    raw.tamper("UPDATE reviews_claimreview SET publish_at = now() - interval '1 minute'")
    outcomes = together(actions.publish_due, actions.publish_due)
    assert sorted(map(len, outcomes)) == [0, 1]
    assert "not published" not in caplog.text
    assert Publication.objects.count() == 1
    assert holds()


def test_nobody_is_mentioned_after_the_comment_was_written() -> None:
    said = actions.comment(reviews.review().pk, actor=people.reviewer(), text="À voir.")
    with raw.refused("only with an event"):
        Mention.objects.create(comment=said, person=people.reviewer())


def test_two_who_give_a_scale_the_same_short_name() -> None:
    """Both find it free: one gets it, the other is told which field to change."""
    first, second = people.editor(), people.editor()

    def create(actor: Any) -> Any:
        step = RatingStep("vrai", "Vrai", 5, "true")
        about = {"slug": "phare", "name": "Le Phare", "language": "fr"}
        return actions.create_scale(actor=actor, ratings=[step], **about)

    with transaction.atomic():
        create(first)
        other = while_it_waits(lambda: create(second))
    refusal = other.result()
    assert isinstance(refusal, Invalid)
    assert list(refusal.fields) == ["slug"]
    assert RatingScale.objects.filter(slug="phare").count() == 1

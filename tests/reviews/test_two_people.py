"""Two people: whoever had a hand in a revision does not approve it. There is no exception."""

from collections.abc import Callable
from typing import Any

import pytest

from claims import actions as triage
from claims.models import Article, Claim, Claimant, Source
from factcheck.accounts.models import User
from factcheck.errors import Conflict, NotAllowed
from factcheck.publications.models import Publication
from reviews import actions
from reviews.models import Approval, ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def cannot_approve(review: ClaimReview, somebody: Any) -> None:
    before = raw.everything()
    with pytest.raises(NotAllowed, match="a second person has to"):
        reviews.approve(review, somebody)
    assert raw.everything() == before


def edit(review: ClaimReview, by: Any, **more: Any) -> ClaimReview:
    seen = reviews.fresh(review).version
    return actions.edit(review.pk, actor=by, seen=seen, **more)


# --- Each way of having a hand in it


def test_who_wrote_and_submitted_it() -> None:
    author = people.person("approver")
    cannot_approve(reviews.submitted(author), author)


def test_who_submits_what_another_wrote() -> None:
    first, author = people.reviewer(), people.approver()
    review = reviews.ready(first)
    actions.release(review.pk, actor=first)
    actions.take(review.pk, actor=author)
    actions.submit(review.pk, actor=author)
    cannot_approve(review, author)


def test_who_edited_the_text_before_another_took_it() -> None:
    first, author = people.approver(), people.reviewer()
    review = reviews.ready(first)
    actions.release(review.pk, actor=first)
    actions.take(review.pk, actor=author)
    actions.submit(review.pk, actor=author)
    cannot_approve(review, first)


def test_who_edited_nothing_but_the_evidence() -> None:
    first, author = people.approver(), people.reviewer()
    review = reviews.taken(first)
    edit(review, first, evidence=[reviews.evidence_item()])
    actions.give(actions.release(review.pk, actor=first).pk, actor=people.editor(), person=author)
    reviews.written(reviews.fresh(review), author)
    actions.submit(review.pk, actor=author)
    cannot_approve(review, first)


def test_who_edited_before_the_lease_ran_out(pass_hours: Callable[[float], None]) -> None:
    first, author = people.approver(), people.reviewer()
    review = reviews.ready(first)
    pass_hours(5)
    actions.take(review.pk, actor=author)
    actions.submit(review.pk, actor=author)
    cannot_approve(review, first)


def test_who_edited_before_it_was_abandoned() -> None:
    first, author, editor = people.approver(), people.reviewer(), people.editor()
    review = reviews.ready(first)
    actions.abandon(review.pk, actor=editor, reason="Sans objet.")
    actions.reopen(review.pk, actor=editor, reason="Si.")
    actions.take(review.pk, actor=author)
    actions.submit(review.pk, actor=author)
    cannot_approve(review, first)


def test_who_edited_what_was_approved_once() -> None:
    second = people.approver()
    review = reviews.approved(people.reviewer(), second)
    edit(review, second, changes={"headline": "Autrement"})
    actions.submit(review.pk, actor=second)
    cannot_approve(review, second)
    assert reviews.approve(review, people.approver()).status == State.APPROVED


def test_who_reworded_the_claim_before_its_review_was_opened() -> None:
    wordsmith, author = people.approver(), people.reviewer()
    claim = claims.claim()
    triage.edit(claim.pk, actor=wordsmith, seen=1, changes={"text": "Il a menti."})
    triage.accept(claim.pk, actor=author)
    cannot_approve(reviews.submitted(author, claim=claim), wordsmith)


def test_who_merged_another_claim_into_it_before_its_review_was_opened() -> None:
    merger, author = people.approver(), people.reviewer()
    claim = claims.claim()
    triage.merge(claims.claim().pk, actor=merger, into=claim.pk)
    triage.accept(claim.pk, actor=author)
    cannot_approve(reviews.submitted(author, claim=Claim.objects.get(pk=claim.pk)), merger)


def _reword_the_claim(review: ClaimReview, by: Any) -> None:
    triage.edit(
        review.claim_id, actor=by, seen=review.claim.version, changes={"text": "Il a menti."}
    )


def _change(model: type[Any], **changes: Any) -> Callable[[ClaimReview, Any], None]:
    def change(review: ClaimReview, by: Any) -> None:
        row = model.objects.get()
        triage.edit_record(model, row.pk, actor=by, seen=row.version, changes=changes)

    return change


def _merge_another_claim_into_it(review: ClaimReview, by: Any) -> None:
    triage.merge(claims.claim().pk, actor=by, into=review.claim_id)


HANDS = {
    "the claim's wording": _reword_the_claim,
    "its claimant": _change(Claimant, name="Jeanne Roy"),
    "its article": _change(Article, title="Un autre titre"),
    "a source": _change(Source, title="Tableau 5"),
    "its places": _merge_another_claim_into_it,
}


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("state", [State.IN_REVIEW, State.SUBMITTED, State.APPROVED])
def test_who_changed_what_it_quotes(hand: str, state: State) -> None:
    author, second = people.reviewer(), people.approver()
    review = reviews.ready(author, claimant=claims.claimant())
    if state == State.IN_REVIEW:
        HANDS[hand](review, second)
    actions.submit(review.pk, actor=author)
    if state == State.SUBMITTED:
        HANDS[hand](review, second)
    if state == State.APPROVED:
        reviews.approve(review, people.approver())
        HANDS[hand](review, second)
        actions.submit(review.pk, actor=author)
    cannot_approve(review, second)
    assert reviews.approve(review, people.approver()).status == State.APPROVED


def test_who_reworded_the_claim_while_its_review_was_given_up() -> None:
    wordsmith, author, editor = people.approver(), people.reviewer(), people.editor()
    review = reviews.review()
    actions.abandon(review.pk, actor=editor, reason="Sans objet.")
    _reword_the_claim(review, wordsmith)
    actions.reopen(review.pk, actor=editor, reason="Si.")
    actions.take(review.pk, actor=author)
    reviews.written(reviews.fresh(review), author)
    actions.submit(review.pk, actor=author)
    cannot_approve(review, wordsmith)


# --- Later revisions


def test_a_new_revision_is_a_new_question() -> None:
    """Who wrote the first one may approve the next, if they leave it alone."""
    author, second = people.approver(), people.approver()
    review = reviews.published(author, second, people.editor())
    review = reviews.corrected(review, second, author, people.editor())
    assert (review.status, review.revision) == (State.PUBLISHED, 2)


def test_who_changed_what_a_public_verdict_quotes_has_a_hand_in_the_next_one() -> None:
    author, busy = people.reviewer(), people.approver()
    review = reviews.published(author, people.approver(), people.editor())
    HANDS["a source"](review, busy)
    held = actions.revise(review.pk, actor=author, reason="La source a changé.")
    actions.submit(reviews.written(held, author).pk, actor=author)
    cannot_approve(review, busy)


def test_words_that_outlive_a_withdrawal_keep_their_author() -> None:
    """A draft is kept when what is public is withdrawn; the next revision begins with it."""
    first, author, editor = people.approver(), people.reviewer(), people.editor()
    review = reviews.published(author, people.approver(), editor)
    draft = actions.revise(review.pk, actor=first, reason="Un lecteur.")
    reviews.written(draft, first, summary="Les mots du premier.")
    reviews.withdrawn(review, editor, people.approver())

    held = actions.revise(review.pk, actor=author, reason="On reprend.")
    assert held.summary == "Les mots du premier."
    edit(held, author, changes={"correction_note": "Repris."})
    actions.submit(review.pk, actor=author)
    cannot_approve(review, first)
    assert reviews.approve(review, people.approver()).status == State.APPROVED


# --- No exception


def test_a_superuser_is_a_person_like_others() -> None:
    chief = people.superuser()
    cannot_approve(reviews.submitted(chief), chief)


def test_one_approver_alone_gets_nothing_published(editor: User) -> None:
    chief = people.superuser()
    review = reviews.submitted(chief)
    with pytest.raises(Conflict):
        actions.publish(review.pk, actor=chief)
    assert not Approval.objects.exists()
    assert not Publication.objects.exists()


def test_the_record_names_the_two(author: User, second: User, editor: User) -> None:
    review = reviews.published(author, second, editor)
    publication = Publication.objects.get(verdict=review.uid)
    assert (publication.authored_by, publication.approved_by) == (author, second)
    assert publication.published_by == editor


def test_an_approver_may_still_put_right_what_the_verdict_does_not_quote(
    author: User, second: User, editor: User
) -> None:
    """It changes not a word of what was approved: the approval stands, and can be published."""
    review = reviews.approved(author, second)
    article = Article.objects.get()
    triage.edit_article(
        article.pk, actor=second, seen=article.version, changes={"author": "Ana Roy"}
    )
    assert reviews.publish(review, editor).status == State.PUBLISHED


def test_looking_is_no_hand_in_it() -> None:
    """Taking, releasing, giving, requesting changes: no word is written by these."""
    busy, author, editor = people.superuser(), people.reviewer(), people.editor()
    review = reviews.taken(busy)
    edit(review, busy, changes={"headline": review.headline})
    actions.release(review.pk, actor=busy)
    actions.give(review.pk, actor=busy, person=author)
    reviews.written(reviews.fresh(review), author)
    actions.submit(review.pk, actor=author)
    actions.request_changes(review.pk, actor=busy, reason="Plus court.")
    actions.submit(review.pk, actor=author)
    assert reviews.approve(review, busy).status == State.APPROVED
    assert Claim.objects.get() == review.claim
    assert reviews.publish(review, editor)

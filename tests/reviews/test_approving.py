"""An approval is of exactly one content: whatever changes it voids the approval."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims import actions as triage
from claims.models import Article, Claimant, Source
from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from factcheck.history.models import Event
from reviews import actions, document, policies
from reviews.actions.rating_scales import RatingStep
from reviews.models import Approval, ClaimReview, RatingScale
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def test_an_approval_keeps_what_was_approved_word_for_word(author: User, second: User) -> None:
    review = reviews.approved(author, second)
    verdict = document.verdict(review)
    approval = Approval.objects.get()
    assert (approval.approved_by, approval.revision) == (second, 1)
    assert approval.version == review.version
    assert approval.digest == verdict.digest()
    assert approval.content == verdict.content()
    assert {item["code"] for item in approval.gate if item["blocking"]} >= {"rating", "evidence"}
    assert Event.objects.get(verb="review:approve").data == {
        "digest": approval.digest, "gate": approval.gate,
    }  # fmt: skip


@pytest.mark.parametrize("wrong", ["", "0" * 64, "x"])
def test_what_was_not_read_is_not_approved(author: User, second: User, wrong: str) -> None:
    review = reviews.submitted(author)
    before = raw.everything()
    with pytest.raises(Conflict, match="changed while you were reading it"):
        actions.approve(review.pk, actor=second, digest=wrong)
    assert raw.everything() == before


def test_what_was_read_before_a_source_was_corrected_is_not_approved(
    author: User, second: User
) -> None:
    review = reviews.submitted(author)
    read = document.verdict(review).digest()
    _edit(Source, title="Tableau 5")(review, people.reviewer())
    with pytest.raises(Conflict, match="perhaps in a source"):
        actions.approve(review.pk, actor=second, digest=read)
    assert reviews.approve(review, second).status == State.APPROVED


# --- What voids an approval


def _edit(model: type[Any], **changes: Any) -> Callable[[ClaimReview, Any], None]:
    def edit(review: ClaimReview, by: Any) -> None:
        row = model.objects.get()
        triage.edit_record(model, row.pk, actor=by, seen=row.version, changes=changes)

    return edit


def _edit_claim(**changes: Any) -> Callable[[ClaimReview, Any], None]:
    def edit(review: ClaimReview, by: Any) -> None:
        seen = type(review.claim).objects.get(pk=review.claim_id).version
        triage.edit(review.claim_id, actor=by, seen=seen, changes=changes)

    return edit


def _edit_scale(
    ratings: Callable[[RatingStep], RatingStep] = lambda step: step, **changes: Any
) -> Callable[[ClaimReview, Any], None]:
    def edit(review: ClaimReview, by: Any) -> None:
        scale = RatingScale.objects.get(language="fr")
        steps = [
            RatingStep(rating.code, rating.label, rating.value, rating.canonical, rating.pk)
            for rating in scale.ratings.all()
        ]
        actions.edit_scale(
            scale.pk,
            actor=by,
            seen=scale.version,
            changes=changes,
            ratings=list(map(ratings, steps)),
        )

    return edit


def _relabel(code: str) -> Callable[[RatingStep], RatingStep]:
    return lambda step: replace(step, label="Archifaux") if step.code == code else step


def _restore_what_was_merged(review: ClaimReview, by: Any) -> None:
    triage.restore(review.claim.duplicates.get().pk, actor=by)


QUOTED = {
    "claim:edit": _edit_claim(text="Il a menti."),
    "claim:edit, its topics": _edit_claim(topics=["emploi"]),
    "claim:edit, its claimant": _edit_claim(claimant=None),
    "claimant:edit": _edit(Claimant, name="Jeanne Roy"),
    "article:edit": _edit(Article, title="Un autre titre"),
    "source:edit": _edit(Source, archived_url="https://archive.example/5"),
    "scale:edit": _edit_scale(best=6),
    "scale:edit, its label": _edit_scale(_relabel("false")),
}
NOT_QUOTED = {
    "its author": _edit(Article, author="Ana Roy"),
    "nothing": _edit(Source, title="Tableau 4"),
    "the claim as it is": _edit_claim(topics=[]),
    "the scale's own name": _edit_scale(name="Véracité"),
    "another rating": _edit_scale(_relabel("true")),
    "another source": lambda review, by: triage.edit_record(
        Source, claims.source().pk, actor=by, seen=1, changes={"title": "Autre"}
    ),
    "a text beside it": lambda review, by: claims.article(
        "Nouveau texte.", url=Article.objects.get().url, actor=by
    ),
}


@pytest.fixture
def approved(author: User, second: User) -> ClaimReview:
    claims.topic("emploi")
    return reviews.approved(author, second, claimant=claims.claimant())


@pytest.mark.parametrize("what", QUOTED)
def test_a_change_of_what_it_quotes_voids_it(
    approved: ClaimReview, author: User, what: str
) -> None:
    actions.schedule(
        approved.pk, actor=people.editor(), publish_at=timezone.now() + timedelta(hours=1)
    )
    by = people.editor()
    QUOTED[what](approved, by)

    review = reviews.fresh(approved)
    event = journal.events_of(review).last()
    assert event
    assert (review.status, review.holder) == (State.IN_REVIEW, author)
    assert (review.publish_at, review.scheduled_by) == (None, None)
    assert (event.verb, event.actor, event.data) == (
        "review:void",
        None,
        {"because": what.partition(",")[0]},
    )
    assert review.contributions.filter(person=by, revision=1).exists()
    with pytest.raises(Conflict):
        actions.publish(review.pk, actor=people.editor())


@pytest.mark.parametrize("what", NOT_QUOTED)
def test_a_change_of_something_else_does_not(approved: ClaimReview, what: str) -> None:
    by = people.superuser()
    NOT_QUOTED[what](approved, by)
    assert reviews.fresh(approved).version == approved.version
    assert not approved.contributions.filter(person=by).exists()
    assert reviews.publish(approved, people.editor()).status == State.PUBLISHED


def test_a_merge_and_its_undoing_void_it(approved: ClaimReview, author: User) -> None:
    by = people.reviewer()
    triage.merge(claims.claim().pk, actor=by, into=approved.claim_id)
    assert reviews.fresh(approved).status == State.IN_REVIEW

    actions.submit(approved.pk, actor=author)
    reviews.approve(approved, people.approver())
    _restore_what_was_merged(reviews.fresh(approved), by)
    assert reviews.fresh(approved).status == State.IN_REVIEW


def test_an_edit_of_the_review_itself_voids_it(approved: ClaimReview) -> None:
    by = people.reviewer()
    actions.edit(approved.pk, actor=by, seen=approved.version, changes={"headline": "Non"})
    review = reviews.fresh(approved)
    assert (review.status, review.holder) == (State.IN_REVIEW, by)
    with pytest.raises(Conflict):
        actions.publish(review.pk, actor=people.editor())


def test_an_edit_that_changes_nothing_does_not(approved: ClaimReview) -> None:
    """A form that is saved as it was shown, with the line ends that a browser makes of ours."""
    actions.edit(
        approved.pk,
        actor=people.reviewer(),
        seen=approved.version,
        changes=reviews.content(approved, summary=approved.summary.replace("\n", "\r\n")),
        evidence=[
            reviews.evidence_item(id=item.pk, source=item.source)
            for item in approved.evidence.all()
        ],
    )
    assert reviews.fresh(approved).version == approved.version


@pytest.mark.parametrize("way", ["edit", "note"])
def test_an_internal_note_is_no_content(way: str, approved: ClaimReview) -> None:
    """The approval and the time stay, and whoever noted it may still be a second person."""
    soon = timezone.now() + timedelta(hours=1)
    actions.schedule(approved.pk, actor=people.editor(), publish_at=soon)
    seen, somebody = reviews.fresh(approved).version, people.reviewer()
    internal: dict[str, Any] = {"notes": "Relire.", "claimant_contacted": True}
    if way == "edit":
        actions.edit(approved.pk, actor=somebody, seen=seen, changes=internal)
    else:
        actions.note(approved.pk, actor=somebody, seen=seen, **internal)
    review = reviews.fresh(approved)
    assert (review.status, review.publish_at, review.holder) == (State.APPROVED, soon, None)
    assert (review.notes, review.claimant_contacted) == ("Relire.", True)
    event = journal.events_of(review).last()
    assert event
    assert (event.verb, event.actor) == ("review:note", somebody)
    assert event.data["changes"]["notes"] == ["", "Relire."]
    assert not review.contributions.filter(person=somebody).exists()
    reviews.publish(review, people.editor())


def test_a_note_beside_a_change_of_the_content_is_an_edit(approved: ClaimReview) -> None:
    actions.edit(
        approved.pk, actor=people.reviewer(), seen=approved.version,
        changes={"notes": "Relire.", "headline": "Autrement"},
    )  # fmt: skip
    assert reviews.fresh(approved).status == State.IN_REVIEW


def test_a_note_as_it_was_writes_nothing(approved: ClaimReview) -> None:
    actions.note(approved.pk, actor=people.reviewer(), notes="", claimant_contacted=False)
    assert reviews.fresh(approved).version == approved.version


# --- Taken back by its author before anybody decided


def test_what_was_submitted_is_taken_back_by_its_author(author: User, second: User) -> None:
    review = reviews.submitted(author)
    read = document.verdict(review).digest()
    actions.recall(review.pk, actor=author, seen=review.version)
    now = reviews.fresh(review)
    assert (now.status, now.holder) == (State.IN_REVIEW, author)
    with pytest.raises(Conflict, match="“Take back” by author"):
        actions.approve(review.pk, actor=second, digest=read)


def test_nobody_else_takes_it_back(author: User, second: User) -> None:
    review = reviews.submitted(author)
    before = raw.everything()
    for somebody in (second, people.superuser()):
        with pytest.raises(Conflict, match="author submitted this"):
            actions.recall(review.pk, actor=somebody)
        offered = [it.transition.verb for it in policies.possible(review, somebody)]
        assert "recall" not in offered
    assert raw.everything() == before


def test_what_was_decided_is_not_taken_back(author: User, second: User) -> None:
    review = reviews.approved(author, second)
    with pytest.raises(Conflict, match="“Approve” by second"):
        actions.recall(review.pk, actor=author)


def test_a_void_approval_is_not_used_later(author: User, second: User) -> None:
    """Back to the very words that were approved: they still need their approval."""
    review = reviews.approved(author, second)
    for headline in ("Autrement", reviews.HEADLINE):
        actions.edit(
            review.pk,
            actor=author,
            seen=reviews.fresh(review).version,
            changes={"headline": headline},
        )
    assert Approval.objects.get().digest == document.verdict(reviews.fresh(review)).digest()
    actions.submit(review.pk, actor=author)
    with pytest.raises(Conflict):
        actions.publish(review.pk, actor=people.editor())


# --- Asking for changes


def test_changes_are_requested_of_the_author_with_a_reason(author: User, second: User) -> None:
    review = reviews.submitted(author)
    for nothing in ("", "  ", None):
        with pytest.raises(Invalid, match="Say why"):
            actions.request_changes(review.pk, actor=second, reason=nothing)  # type: ignore[arg-type]
    actions.request_changes(review.pk, actor=second, reason=" La source manque. ")
    review = reviews.fresh(review)
    assert (review.status, review.holder) == (State.IN_REVIEW, author)
    assert Event.objects.get(verb="review:request_changes").reason == "La source manque."

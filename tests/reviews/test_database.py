"""What PostgreSQL refuses of reviews, whoever asks, whatever story they make up."""

from typing import Any

import pytest
from django.db import transaction

from factcheck.accounts.models import User
from reviews import actions
from reviews.models import Approval, ClaimReview, Contribution
from reviews.workflow import State
from tests import raw
from tests.factories import people, reviews

PUBLISH = "UPDATE reviews_claimreview SET status = 'published', is_public = true"
NO_HOLDER = ", holder_id = NULL, lease_until = NULL"


def in_state(state: State) -> ClaimReview:
    author, second = people.reviewer(), people.approver()
    return {
        State.OPEN: lambda: reviews.review(),
        State.IN_REVIEW: lambda: reviews.ready(author),
        State.SUBMITTED: lambda: reviews.submitted(author),
        State.APPROVED: lambda: reviews.approved(author, second),
    }[state]()


# --- Published


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.OPEN, State.IN_REVIEW, State.SUBMITTED, State.APPROVED])
@pytest.mark.parametrize("version", ["", ", version = version + 1"])
def test_nothing_is_published_by_an_update(state: State, version: str) -> None:
    in_state(state)
    with raw.refused("no event allows"):
        raw.run(PUBLISH + NO_HOLDER + version)


@pytest.mark.django_db
@pytest.mark.parametrize("state", [State.OPEN, State.IN_REVIEW, State.SUBMITTED])
@pytest.mark.parametrize(
    ("verb", "told_from"),
    [
        ("review:publish", None),
        ("review:publish", "approved"),
        ("review:approve", None),
        ("review:edit", None),
        ("claim:accept", None),
        ("review:anything", None),
    ],
)
def test_a_made_up_event_publishes_nothing(state: State, verb: str, told_from: str | None) -> None:
    review = in_state(state)
    raw.forge(review, verb, "published", from_state=told_from, actor=people.editor())
    with raw.refused("no event allows"):
        raw.run(PUBLISH + NO_HOLDER + ", version = version + 1")


@pytest.mark.django_db
def test_a_made_up_approval_publishes_nothing() -> None:
    """Every step with its made up event; but no second person's approval of it."""
    review, chief = in_state(State.SUBMITTED), people.superuser()
    raw.forge(review, "review:approve", "approved", actor=chief)
    raw.run("UPDATE reviews_claimreview SET status = 'approved', version = version + 1")
    raw.forge(reviews.fresh(review), "review:publish", "published", actor=chief)
    with raw.refused("approved by no second person"):
        raw.run(PUBLISH + ", version = version + 1")


@pytest.mark.django_db
def test_an_old_approval_publishes_nothing(author: User, second: User, editor: User) -> None:
    review = reviews.approved(author, second)
    actions.edit(review.pk, actor=author, seen=review.version, changes={"headline": "Si"})
    review = reviews.fresh(actions.submit(review.pk, actor=author))
    raw.forge(review, "review:approve", "approved", actor=second)
    raw.run("UPDATE reviews_claimreview SET status = 'approved', version = version + 1")
    raw.forge(reviews.fresh(review), "review:publish", "published", actor=editor)
    with raw.refused("approved by no second person"):
        raw.run(PUBLISH + ", version = version + 1")


@pytest.mark.django_db
def test_who_is_known_to_have_had_a_hand_in_it_has_not_approved_it(
    author: User, second: User, editor: User
) -> None:
    review = reviews.approved(author, second)
    Contribution.objects.create(review=review, revision=1, person=second)
    with raw.refused("approved by no second person"), transaction.atomic():
        actions.publish(review.pk, actor=editor)


@pytest.mark.django_db
def test_the_approval_of_a_revision_is_none_of_the_next(
    author: User, second: User, editor: User
) -> None:
    review = reviews.published(author, second, editor)
    actions.revise(review.pk, actor=author, reason="Un lecteur.")
    steps = [
        ("submit", "submitted", NO_HOLDER),
        ("approve", "approved", ""),
        ("publish", "published", ""),
    ]
    with raw.refused("Revision 2 was approved by no second person"):
        for verb, state, more in steps:
            raw.forge(reviews.fresh(review), f"review:{verb}", state, actor=editor)
            raw.run(
                f"UPDATE reviews_claimreview SET version = version + 1, status = '{state}'{more}"
            )


@pytest.mark.django_db
def test_a_review_begins_open() -> None:
    review = reviews.review()
    for state in ("published", "approved", "in_review"):
        row = ClaimReview(claim=review.claim, language="en", status=state, is_public=True)
        with raw.refused("no event allows"), raw.undone():
            raw.forge(row, "review:open", state, from_state="", version=1)
            row.save(force_insert=True)


# --- Approvals and contributions


def approval(review: ClaimReview, by: Any, **more: Any) -> Approval:
    about = {"revision": review.revision, "version": review.version, "digest": "0" * 64}
    return Approval(review=review, approved_by=by, content={}, gate=[], **about | more)


@pytest.mark.django_db
def test_an_approval_by_who_edited_is_refused(author: User) -> None:
    review = reviews.submitted(author)
    raw.forge(review, "review:approve", "approved", actor=author)
    with raw.refused("Who edited revision 1 cannot approve it"), transaction.atomic():
        approval(review, author, version=review.version + 1).save()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["no event", "another verb", "another person", "another version"])
def test_an_approval_without_approving_is_refused(wrong: str, author: User, second: User) -> None:
    review = reviews.submitted(author)
    if wrong == "another verb":
        raw.forge(review, "review:submit", "submitted", actor=second)
    if wrong == "another person":
        raw.forge(review, "review:approve", "approved", actor=people.approver())
    if wrong == "another version":
        raw.forge(review, "review:approve", "approved", actor=second, version=review.version + 2)
    with raw.refused("by approving, and in no other way"), transaction.atomic():
        approval(review, second, version=review.version + 1).save()


def test_an_approval_of_an_earlier_transaction_is_refused(committed: None) -> None:
    review = reviews.submitted(people.reviewer())
    second = people.approver()
    raw.forge(review, "review:approve", "approved", actor=second)
    with raw.refused("by approving, and in no other way"), transaction.atomic():
        approval(review, second, version=review.version + 1).save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_contribution SET person_id = (SELECT max(id) FROM accounts_user)",
        "UPDATE reviews_contribution SET revision = revision + 1",
        "DELETE FROM reviews_contribution",
        "TRUNCATE reviews_contribution",
        "UPDATE reviews_approval SET digest = repeat('0', 64)",
        "UPDATE reviews_approval SET approved_by_id = (SELECT max(id) FROM accounts_user)",
        "DELETE FROM reviews_approval",
        "TRUNCATE reviews_approval",
        "UPDATE history_event SET verb = 'review:edit' WHERE verb = 'review:approve'",
        "DELETE FROM history_event WHERE verb = 'review:submit'",
        "TRUNCATE history_event",
        "DELETE FROM reviews_claimreview",
        "TRUNCATE reviews_claimreview CASCADE",
        "DELETE FROM reviews_ratingscale",
    ],
)
def test_what_was_decided_stays(statement: str) -> None:
    in_state(State.APPROVED)
    with raw.refused("append-only|never emptied|never deleted"):
        raw.run(statement)
    assert Contribution.objects.exists()


# --- The content

CONTENT = [
    "headline = 'Si'",
    "summary = 'Si'",
    "rating_id = (SELECT id FROM reviews_rating WHERE code = 'true' ORDER BY id LIMIT 1)",
    "review_by = '2030-01-01'",
    "correction_note = 'x'",
    "language = 'en'",
]


@pytest.mark.django_db
@pytest.mark.parametrize("change", CONTENT)
@pytest.mark.parametrize("state", [State.OPEN, State.SUBMITTED, State.APPROVED])
def test_the_content_changes_while_in_review_alone(state: State, change: str) -> None:
    review = in_state(state)
    verb, more = {
        State.OPEN: ("propose_withdrawal", ""),
        State.SUBMITTED: ("abandon", "abandoned"),
        State.APPROVED: ("schedule", ""),
    }[state]
    raw.forge(review, f"review:{verb}", more or state)
    with raw.refused("content changes only while the review is in review"):
        raw.run(
            "UPDATE reviews_claimreview SET version = version + 1,"
            f" status = '{more or state}', {change}"
        )


@pytest.mark.django_db
def test_the_content_is_not_changed_while_it_is_published(author: User, second: User) -> None:
    review = reviews.approved(author, second)
    raw.forge(review, "review:publish", "published", actor=people.editor())
    with raw.refused("content changes only"):
        raw.run(PUBLISH + ", version = version + 1, headline = 'Si'")


EVIDENCE = {
    "insert": "INSERT INTO reviews_evidence"
    " (uid, review_id, source_id, stance, quote, locator, note)"
    " SELECT gen_random_uuid(), review_id, source_id, 'supports', 'x', '', ''"
    " FROM reviews_evidence LIMIT 1",
    "update": "UPDATE reviews_evidence SET quote = 'x'",
    "delete": "DELETE FROM reviews_evidence",
}


@pytest.mark.django_db
@pytest.mark.parametrize("how", EVIDENCE)
@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED])
def test_evidence_changes_while_in_review_alone(state: State, how: str) -> None:
    """Even in the very transaction in which it was last in review."""
    in_state(state)
    with raw.refused("only with an event"):
        raw.run(EVIDENCE[how])


@pytest.mark.parametrize("how", EVIDENCE)
def test_evidence_changes_with_an_event(committed: None, how: str) -> None:
    review = in_state(State.IN_REVIEW)
    with raw.refused("only with an event"):
        raw.run(EVIDENCE[how])
    with raw.refused("only with an event"), transaction.atomic():
        actions.release(review.pk, actor=review.holder)
        raw.run(EVIDENCE[how])


@pytest.mark.django_db
def test_evidence_of_another_stance_is_refused(author: User) -> None:
    reviews.ready(author)
    with raw.refused("evidence_stance_is_known"):
        raw.run("UPDATE reviews_evidence SET stance = 'proves'")


# --- What belongs to a state


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "verb", "target", "values", "rule"),
    [
        ("open", "take", "in_review", "status = 'in_review'", "held_while_in_review"),
        ("in_review", "submit", "submitted", "status = 'submitted'", "held_while_in_review"),
        ("in_review", "edit", "in_review", "publish_at = now()", "scheduled_when_approved"),
        ("approved", "schedule", "approved", "publish_at = now()", "scheduled_when_approved"),
        ("approved", "publish", "published", "status = 'published'", "public_as_its_state"),
        ("open", "abandon", "abandoned", "status = 'given up'", "no event allows"),
        (
            "open",
            "propose_withdrawal",
            "open",
            "withdrawal_reason = 'x',"
            " withdrawal_proposed_by_id = (SELECT max(id) FROM accounts_user)",
            "withdrawal_is_of_public",
        ),
    ],
)
def test_a_state_comes_with_what_belongs_to_it(
    state: str, verb: str, target: str, values: str, rule: str
) -> None:
    raw.forge(in_state(State(state)), f"review:{verb}", target, actor=people.editor())
    with raw.refused(rule):
        raw.run(f"UPDATE reviews_claimreview SET version = version + 1, {values}")


@pytest.mark.django_db
def test_a_claim_has_one_review_per_language() -> None:
    review = reviews.review()
    row = ClaimReview(claim=review.claim, language="fr")
    raw.forge(row, "review:open", "open", from_state="", version=1)
    with raw.refused("review_once_per_language"), transaction.atomic():
        row.save(force_insert=True)

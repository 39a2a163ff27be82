"""`verify_history`: a sound history holds, and whatever was tampered with is found."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims import actions as triage
from factcheck.history import replay
from reviews import actions
from reviews.models import ClaimReview
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db

REVIEW = "(SELECT uid FROM reviews_claimreview)"


def broken() -> str:
    err = StringIO()
    with pytest.raises(CommandError, match=r"[1-9]\d* things do not hold"):
        call_command("verify_history", stdout=StringIO(), stderr=err)
    return err.getvalue()


@pytest.fixture
def story() -> ClaimReview:
    """A verdict that was published, and beside it a bit of everything."""
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    triage.dismiss(claims.claim().pk, actor=author, dismissal="opinion")
    merged, survivor = claims.claim(), claims.claim(topics=[claims.topic().slug])
    triage.merge(merged.pk, actor=author, into=survivor.pk)
    triage.restore(merged.pk, actor=author)
    return reviews.published(author, second, editor, claimant=claims.claimant())


def test_a_sound_history_holds(story: ClaimReview) -> None:
    actions.propose_withdrawal(story.pk, actor=people.editor(), public_reason="Une erreur.")
    reviews.corrected(story, people.reviewer(), people.approver(), people.editor())
    out = StringIO()
    call_command("verify_history", stdout=out)
    assert "History holds" in out.getvalue()
    assert "review" in out.getvalue()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        # The row says something else than its events
        (
            "UPDATE reviews_claimreview SET status = 'withdrawn', is_public = false",
            "the row is at version 6 in “withdrawn”, its last event at version 6 in “published”",
        ),
        ("UPDATE reviews_claimreview SET version = version + 1", "at version 7"),
        ("UPDATE claims_source SET version = 9", "source"),
        ("UPDATE claims_topic SET uid = gen_random_uuid()", "topic"),
        # An event is missing
        (
            f"DELETE FROM history_event WHERE verb = 'review:approve' AND subject = {REVIEW}",
            "does not follow version 4",
        ),
        (
            f"DELETE FROM history_event WHERE verb = 'review:publish' AND subject = {REVIEW}",
            "its last event at version 5 in “approved”",
        ),
        (
            f"DELETE FROM history_event WHERE verb = 'review:open' AND subject = {REVIEW}",
            "does not follow version 0",
        ),
        (f"DELETE FROM history_event WHERE subject = {REVIEW}", "its last event at version 0"),
        # An event was altered
        (
            "UPDATE history_event SET to_state = 'open' WHERE verb = 'review:approve'",
            "which ended in “open”",
        ),
        (
            "UPDATE history_event SET from_state = 'open' WHERE verb = 'review:approve'",
            "does not follow",
        ),
        ("UPDATE history_event SET to_state = 'open' WHERE verb = 'review:publish'", "in “open”"),
        (
            "UPDATE history_event SET verb = 'review:edit' WHERE verb = 'review:approve'",
            "has no such step",
        ),
        (
            "UPDATE history_event SET verb = 'review:bless' WHERE verb = 'review:approve'",
            "review:bless",
        ),
        ("UPDATE history_event SET verb = 'x:approve' WHERE verb = 'review:approve'", "of a kind"),
        ("UPDATE history_event SET verb = 'source:e' WHERE verb = 'review:approve'", "source"),
        (
            "UPDATE history_event SET subject = gen_random_uuid() WHERE verb = 'source:create'",
            "source",
        ),
        (
            "UPDATE history_event SET version = version + 10 WHERE verb = 'review:publish'",
            "does not follow version 5",
        ),
        # An event was made up
        (
            "INSERT INTO history_event"
            " (verb, subject, version, from_state, to_state, reason, data, at, transaction)"
            " VALUES"
            " ('claim:suggest', gen_random_uuid(), 1, '', 'suggested', '', '{}', now(), 1)",
            "the row is at version 0 in “”, its last event at version 1 in “suggested”",
        ),
        # A row is missing
        ("DELETE FROM claims_topic", "topic"),
        (
            "DELETE FROM claims_appearance WHERE claim_id IN"
            " (SELECT id FROM claims_claim WHERE status = 'dismissed');"
            " DELETE FROM claims_claim WHERE status = 'dismissed'",
            "in “dismissed”",
        ),
        # Whatever was done without an event
        (
            "INSERT INTO claims_topic (uid, version, created_at, updated_at, slug, name)"
            " VALUES (gen_random_uuid(), 1, now(), now(), 'x', 'x')",
            "its last event at version 0",
        ),
    ],
)
def test_whatever_was_tampered_with_is_found(
    story: ClaimReview, statement: str, found: str
) -> None:
    raw.tamper(statement)
    assert found in broken()


def test_every_difference_is_told(story: ClaimReview) -> None:
    raw.tamper("UPDATE claims_claim SET version = version + 1")
    assert len(list(replay.differences())) == 4


def test_it_costs_the_same_however_much_happened(
    story: ClaimReview, django_assert_num_queries: Any
) -> None:
    machines = [subject for subject in replay.subjects() if subject.machine]
    with django_assert_num_queries(3 + len(replay.subjects()) + len(machines)):
        list(replay.differences())

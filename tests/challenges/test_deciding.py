"""A correction request from its arrival to the version that answers it."""

import pytest
from django.db import IntegrityError, transaction

from factcheck.challenges import actions, policies
from factcheck.challenges.models import CorrectionRequest
from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history import journal, replay
from tests import raw
from tests.factories import challenges, people
from tests.factories.publications import correct, publish, verdict, withdraw

pytestmark = pytest.mark.django_db


def test_what_is_accepted_is_answered_by_the_next_version() -> None:
    first = publish()
    asked = challenges.request(first)
    decider = challenges.decider()
    actions.accept(asked.pk, actor=decider, answer="Vous avez raison.")

    second = correct(first)
    settled = actions.settle(second, actor=people.person("editor", username="publisher"))

    assert [row.pk for row in settled] == [asked.pk]
    asked.refresh_from_db()
    assert (asked.status, asked.outcome, asked.decided_by) == ("corrected", second, decider)
    assert asked.answer == "Vous avez raison."
    assert not list(replay.differences())


def test_a_withdrawal_answers_as_well_and_what_is_undecided_waits() -> None:
    first = publish()
    accepted, undecided = (
        challenges.request(first),
        challenges.request(first, "La source est fausse."),
    )
    actions.accept(accepted.pk, actor=challenges.decider())
    actions.settle(withdraw(first), actor=None)
    accepted.refresh_from_db()
    undecided.refresh_from_db()
    assert accepted.outcome is not None
    assert accepted.outcome.kind == "withdrawn"
    assert undecided.status == "received"


def test_who_approved_the_verdict_does_not_decide() -> None:
    first = publish()
    asked = challenges.request(first)
    approver = first.approved_by
    people.person("editor", username=approver.username)
    approver = people.User.objects.get(pk=approver.pk)  # without the permissions of before
    for verb in (actions.accept, actions.decline):
        with pytest.raises(Conflict, match="You approved version 1"):
            verb(asked.pk, actor=approver, answer="Non.")
    with pytest.raises(Conflict, match="You approved version 1"):
        actions.discard(asked.pk, actor=approver, reason="Spam")
    assert {each.refusal[:12] for each in policies.possible(asked, approver)} == {"You approved"}


def test_postgresql_knows_it_too() -> None:
    asked = challenges.request()
    approver = asked.publication.approved_by
    with pytest.raises(IntegrityError, match="decided by who approved"), transaction.atomic():
        journal.change(
            asked, "challenge:accept", actor=approver, status="accepted", decided_by=approver
        )


def test_it_is_answered_by_a_version_of_its_own_verdict_alone() -> None:
    asked, other = challenges.request(), correct(publish())
    decider = challenges.decider()
    with pytest.raises(Invalid, match="a later version of this verdict"):
        actions.correct(asked.pk, actor=decider, outcome=other.pk)
    with pytest.raises(IntegrityError, match="another verdict"), transaction.atomic():
        journal.change(
            asked, "challenge:correct", actor=decider, status="corrected", decided_by=decider,
            outcome=other,
        )  # fmt: skip


def test_a_version_that_is_out_already_answers_what_came_before_it() -> None:
    first = publish()
    asked = challenges.request(first)
    second = correct(first)
    decider = challenges.decider()
    assert "correct" in {each.transition.verb for each in policies.possible(asked, decider)}
    actions.correct(asked.pk, actor=decider, outcome=second.pk)
    asked.refresh_from_db()
    assert asked.outcome == second


def test_who_accepted_it_may_approve_the_correction() -> None:
    first = publish()
    asked = challenges.request(first)
    decider = challenges.decider()
    actions.accept(asked.pk, actor=decider)
    said = verdict(correction="Le chiffre est corrigé.")
    second = publish(said, id=first.verdict, claim_id=first.claim_uid, approved_by=decider)
    actions.settle(second, actor=None)
    asked.refresh_from_db()
    assert asked.status == "corrected"


def test_a_decline_says_why_and_can_be_reconsidered() -> None:
    asked, decider = challenges.request(), challenges.decider()
    with pytest.raises(Invalid, match="Say why"):
        actions.decline(asked.pk, actor=decider, answer=" ")
    actions.decline(asked.pk, actor=decider, answer="Le chiffre est celui de l’Institut.")
    actions.reconsider(asked.pk, actor=decider, reason="L’Institut s’est corrigé.")
    asked.refresh_from_db()
    assert (asked.status, asked.decided_by, asked.answer) == ("received", None, "")
    events = journal.events_of(asked)
    assert [event.verb for event in events] == [
        "challenge:receive", "challenge:decline", "challenge:reconsider",
    ]  # fmt: skip
    assert events[2].data["answer"] == "Le chiffre est celui de l’Institut."


def test_a_duplicate_is_of_another_one_about_the_same_verdict() -> None:
    first = publish()
    one, two = challenges.request(first), challenges.request(first, "Ce nombre est de l’an passé !")
    elsewhere, decider = challenges.request(), challenges.decider()
    for wrong in (two.pk, elsewhere.pk, 0):
        with pytest.raises(Invalid):
            actions.mark_duplicate(two.pk, actor=decider, duplicate_of=wrong)
    actions.mark_duplicate(two.pk, actor=decider, duplicate_of=one.pk)
    with pytest.raises(Invalid, match="is a duplicate itself"):
        actions.mark_duplicate(one.pk, actor=decider, duplicate_of=two.pk)


def test_a_reviewer_notes_requests_and_does_not_decide() -> None:
    reviewer = people.person("reviewer")
    asked = challenges.request(actor=reviewer)
    assert asked.origin == "desk"
    with pytest.raises(NotAllowed):
        actions.accept(asked.pk, actor=reviewer)
    with pytest.raises(NotAllowed):
        challenges.request(actor=people.person("contributor"))


def test_two_deciders_one_decision() -> None:
    asked = challenges.request()
    actions.accept(asked.pk, actor=challenges.decider(), seen=1)
    with pytest.raises(Stale):
        actions.decline(asked.pk, actor=challenges.decider("late"), answer="Non.", seen=1)
    with pytest.raises(Conflict, match="“Accept” by decider"):
        actions.accept(asked.pk, actor=challenges.decider("late"))


def test_a_raw_change_without_an_event_is_refused() -> None:
    challenges.request()
    for change in ("status = 'declined', answer = 'x'", "message = 'x'"):
        with pytest.raises(IntegrityError), transaction.atomic():
            raw.run(f"UPDATE challenges_correctionrequest SET {change}")
    with pytest.raises(IntegrityError), transaction.atomic():
        raw.run("DELETE FROM challenges_correctionrequest")
    assert CorrectionRequest.objects.count() == 1

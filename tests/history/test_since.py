"""Since when a row is in its state: PostgreSQL writes it down, whoever changes the row."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from claims import actions as triage
from claims.models import Claim
from factcheck.history import journal
from factcheck.history.models import Event, Tracked
from reviews import actions
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def entered(row: Tracked) -> Any:
    """When its last move was, by the journal."""
    moves = [event for event in journal.events_of(row) if event.from_state != event.to_state]
    return moves[-1].at


def as_the_journal_says(row: Tracked) -> bool:
    stored: Any = type(row)._default_manager.get(pk=row.pk)
    gap: timedelta = stored.status_since - entered(row)
    return abs(gap) < timedelta(seconds=2)


def _past(row: Tracked) -> None:
    table = row._meta.db_table
    raw.tamper(f"UPDATE {table} SET status_since = now() - interval '3 days' WHERE id = {row.pk}")


def test_a_claim_waits_since_it_was_suggested_or_restored() -> None:
    claim = claims.claim()
    assert as_the_journal_says(claim)
    by = people.reviewer()
    _past(claim)
    triage.dismiss(claim.pk, actor=by, dismissal="opinion")
    assert as_the_journal_says(claim)
    _past(claim)
    triage.restore(claim.pk, actor=by, reason="À vérifier.")
    assert as_the_journal_says(claim)


def test_editing_does_not_begin_the_waiting_again() -> None:
    claim = claims.claim()
    _past(claim)
    triage.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": "Autrement."})
    waited = timezone.now() - Claim.objects.get(pk=claim.pk).status_since
    assert waited > timedelta(days=2)


@pytest.mark.parametrize("move", ["take", "give"])
def test_a_review_waits_since_its_last_move(move: str) -> None:
    review, by = reviews.review(), people.editor()
    _past(review)
    do: dict[str, Callable[[], Any]] = {
        "take": lambda: actions.take(review.pk, actor=by),
        "give": lambda: actions.give(review.pk, actor=by, person=people.reviewer()),
    }
    do[move]()
    assert as_the_journal_says(review)


def test_nobody_can_claim_another_time() -> None:
    claim = claims.claim()
    raw.forge(claim, "claim:edit", "suggested")
    raw.run("UPDATE claims_claim SET version = 2, status_since = '2001-01-01'")
    assert Event.objects.filter(verb="claim:edit").exists()
    assert as_the_journal_says(claim)

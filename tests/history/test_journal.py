"""The journal: one event per version, in its own transaction, for ever."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from claims.models import Claim, Source
from factcheck.errors import Invalid, Stale
from factcheck.history import journal
from factcheck.history.models import Event
from tests import raw
from tests.factories import claims, people

pytestmark = pytest.mark.django_db


def test_a_change_is_an_event_and_a_version() -> None:
    source, somebody = claims.source(), people.reviewer()
    with transaction.atomic():
        row = journal.lock(Source, source.pk, seen=1)
        journal.change(
            row, "source:edit", actor=somebody, reason="Faute.", data={"a": 1}, title="Tableau 5"
        )
    source.refresh_from_db()
    event = journal.events_of(source).last()
    assert event
    assert (source.title, source.version) == ("Tableau 5", 2)
    assert (event.verb, event.version, event.actor) == ("source:edit", 2, somebody)
    assert (event.reason, event.data, event.kind) == ("Faute.", {"a": 1}, "source")
    assert source.updated_at > source.created_at


def test_a_change_that_fails_leaves_no_event() -> None:
    source = claims.source()
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.change(source, "source:edit", actor=None, title=None)
    assert journal.events_of(source).count() == 1


def test_rows_are_created_with_their_events_or_not_at_all() -> None:
    taken = claims.topic("taken")
    rows = [Source(title="a", kind="news"), Source(title="b", kind="news", uid=taken.uid)]
    with pytest.raises(IntegrityError), transaction.atomic():
        journal.create(rows, "source:create", actor=None)
    assert not Source.objects.exists()
    assert not Event.objects.filter(verb="source:create").exists()
    assert journal.create([], "source:create", actor=None) == []


def test_locking_what_is_not_there() -> None:
    with pytest.raises(Invalid, match="no source 0"):
        journal.lock(Source, 0)


def test_a_stale_row_names_who_changed_it_and_when() -> None:
    source = claims.source()
    journal.change(source, "source:edit", actor=people.person(username="léa"), title="x")
    with pytest.raises(Stale, match=rf"“Edit” by léa, .*{timezone.localdate().year}"):
        journal.lock(Source, source.pk, seen=1)
    assert journal.lock(Source, source.pk, seen=2) == source


def test_what_the_system_did_and_what_is_new() -> None:
    assert "“Create” by the system" in journal.last_change(claims.source())
    assert journal.last_change(Source()) == "not yet saved"


def test_differences_are_told_in_jsons_terms() -> None:
    claim, who = claims.claim("Il a menti."), claims.claimant()
    assert journal.differences(
        claim,
        {
            "text": "Il a menti.",
            "score": 0.5,
            "claimant": who,
            "claimed_on": date(2026, 3, 1),
            "topics": ["a", "b"],
        },
    ) == {
        "score": [None, 0.5],
        "claimant": [None, f"{who} (#{who.pk})"],
        "claimed_on": [None, "2026-03-01"],
        "topics": [[], ["a", "b"]],
    }


# --- What PostgreSQL refuses


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_event SET actor_id = NULL",
        "UPDATE history_event SET reason = reason",
        "UPDATE history_event SET at = now() - interval '1 day'",
        "DELETE FROM history_event",
        "TRUNCATE history_event",
    ],
)
def test_events_stay(statement: str) -> None:
    claims.source()
    with raw.refused("append-only|never emptied"):
        raw.run(statement)


def test_nobody_claims_another_time_or_transaction() -> None:
    event = Event.objects.create(
        verb="source:create",
        subject=uuid4(),
        version=1,
        at=datetime(2001, 1, 1, tzinfo=UTC),
        transaction=1,
    )
    event.refresh_from_db()
    assert timezone.now() - event.at < timedelta(minutes=1)
    assert event.transaction == raw.run("SELECT pg_current_xact_id()::text::bigint")[0][0]


def test_each_version_has_one_event() -> None:
    source = claims.source()
    with raw.refused("event_one_per_version"):
        raw.forge(source, "source:edit", version=1)


def test_people_in_the_journal_cannot_be_deleted() -> None:
    somebody = people.reviewer()
    claims.article(actor=somebody)
    with pytest.raises(ProtectedError):
        somebody.delete()


def test_a_row_is_not_saved_behind_the_journals_back() -> None:
    claim = claims.claim()
    claim.text = "Autre chose."
    with raw.refused("no event allows"), transaction.atomic():
        claim.save()
    with raw.refused("no event allows"), transaction.atomic():
        Claim.objects.update(text="Autre chose.")
    with raw.refused("no event allows"), transaction.atomic():
        Source(title="x", kind="news").save()

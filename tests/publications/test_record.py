"""Publishing, correcting, withdrawing: what the record keeps, and what it refuses."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import orjson
import pytest
from django.db import IntegrityError, transaction

from factcheck import canonical
from factcheck.errors import Conflict, Invalid
from factcheck.publications.models import FeedEntry, Publication, PublishedClaim
from tests import raw
from tests.factories.publications import correct, person, publish, verdict, withdraw

pytestmark = pytest.mark.django_db


def test_the_first_version() -> None:
    publication = publish()

    document = orjson.loads(publication.body)
    assert (publication.version, publication.kind, publication.previous_hash) == (
        1,
        "published",
        "",
    )
    assert document["status"] == "published"
    assert document["url"].endswith(f"/verdicts/{publication.verdict}/")
    said = {name: value for name, value in document.items() if name != "content_hash"}
    assert hashlib.sha256(canonical.canonical_bytes(said)).hexdigest() == publication.content_hash

    head = PublishedClaim.objects.get(pk=publication.verdict)
    assert bytes(head.body) == publication.body
    assert (head.rating_code, head.rating_canonical) == ("faux", "false")
    assert (head.topics, head.publishers) == (["emploi"], ["La Gazette"])
    assert head.first_published_at == head.updated_at == publication.published_at


def test_a_correction_seals_the_version_before_and_says_what_changed() -> None:
    first = publish()
    second = correct(first, "Le tableau cité était celui de 2024.", rating="mixed")
    third = correct(first, "La date est corrigée.")

    assert second.previous_hash == first.content_hash
    assert third.previous_hash == second.content_hash
    document = orjson.loads(third.body)
    assert [(item["version"], item["note"]) for item in document["corrections"]] == [
        (2, "Le tableau cité était celui de 2024."),
        (3, "La date est corrigée."),
    ]
    assert document["first_published_at"] == orjson.loads(first.body)["published_at"]
    head = PublishedClaim.objects.get(pk=first.verdict)
    assert (head.version, head.publication) == (3, third)


def test_a_withdrawal_leaves_a_tombstone_without_the_content() -> None:
    first, successor = publish(), publish()
    last = withdraw(first, "La vidéo était truquée.", successor=successor.verdict)

    document = orjson.loads(last.body)
    assert document["withdrawal"]["reason"] == "La vidéo était truquée."
    assert document["withdrawal"]["successor"] == str(successor.verdict)
    assert "rating" not in document
    head = PublishedClaim.objects.get(pk=first.verdict)
    assert (head.status, head.rating_code, head.claimant, head.urls) == ("withdrawn", "", "", [])
    assert Publication.objects.filter(verdict=first.verdict).count() == 2


def test_a_withdrawn_verdict_may_return_as_a_correction() -> None:
    first = publish()
    withdraw(first)
    back = correct(first, "Vérifié de nouveau.")

    assert (back.version, back.kind) == (3, "corrected")
    assert PublishedClaim.objects.get(pk=first.verdict).status == "corrected"


def test_the_feed_counts_publications_without_a_gap() -> None:
    first = publish()
    correct(first)
    withdraw(first)

    entries = FeedEntry.objects.order_by("sequence").values_list("sequence", "publication__version")
    assert list(entries) == [(1, 1), (2, 2), (3, 3)]


# --- What it refuses, in words for people


def test_one_person_cannot_be_both() -> None:
    alone = person("alone")
    with pytest.raises(Conflict, match="another person"):
        publish(authored_by=alone, approved_by=alone)
    first = publish()
    with pytest.raises(Conflict, match="another person"):
        withdraw(first, authored_by=alone, approved_by=alone)


def test_only_the_approved_content_is_published() -> None:
    approved = verdict()
    with pytest.raises(Conflict, match="after its approval"):
        publish(replace(approved, summary="Autre chose."), approved_digest=approved.digest())


def test_a_correction_needs_a_note_and_a_first_version_none() -> None:
    first = publish()
    with pytest.raises(Invalid, match="note"):
        publish(verdict(), id=first.verdict, claim_id=first.claim_uid)
    with pytest.raises(Invalid, match="corrects nothing"):
        publish(verdict(correction="Rien."))


def test_a_verdict_keeps_its_claim_and_language() -> None:
    first = publish()
    with pytest.raises(Conflict, match="keeps its claim"):
        publish(verdict(correction="…"), id=first.verdict, claim_id=uuid4())
    with pytest.raises(Conflict, match="keeps its claim"):
        publish(verdict(correction="…", language="en"), id=first.verdict, claim_id=first.claim_uid)


def test_one_verdict_stands_per_claim_and_language() -> None:
    first = publish()
    with pytest.raises(Conflict, match=str(first.verdict)):
        publish(claim_id=first.claim_uid)
    publish(verdict(language="en"), claim_id=first.claim_uid)
    withdraw(first)
    publish(claim_id=first.claim_uid)


def test_a_withdrawal_needs_a_reason_a_verdict_and_a_standing_successor() -> None:
    first = publish()
    with pytest.raises(Invalid, match="reason"):
        withdraw(first, " ")
    for successor in (uuid4(), first.verdict):
        with pytest.raises(Invalid, match="successor"):
            withdraw(first, successor=successor)
    withdraw(first)
    with pytest.raises(Conflict, match="already withdrawn"):
        withdraw(first)
    with pytest.raises(Conflict, match="not published"):
        withdraw(Publication(verdict=uuid4()))


def test_time_does_not_run_backwards() -> None:
    first = publish(at=datetime(2026, 5, 2, tzinfo=UTC))
    with pytest.raises(Invalid, match="before the one"):
        publish(
            verdict(correction="…"),
            id=first.verdict,
            claim_id=first.claim_uid,
            at=datetime(2026, 5, 1, tzinfo=UTC),
        )


# --- What PostgreSQL refuses, whoever asks


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publications_publication SET correction_note = 'x'",
        "DELETE FROM publications_publication",
        "TRUNCATE publications_publication CASCADE",
        "UPDATE publications_feedentry SET sequence = sequence + 1",
        "DELETE FROM publications_feedentry",
        "TRUNCATE publications_feedentry CASCADE",
        "INSERT INTO publications_feedentry SELECT 99, 1, id FROM publications_publication",
        "UPDATE publications_epoch SET reason = 'x'",
        "UPDATE publications_publishedclaim SET body = 'x'",
        "UPDATE publications_publishedclaim SET version = 7",
        "DELETE FROM publications_publishedclaim",
    ],
)
def test_raw_sql_is_refused(statement: str) -> None:
    publish()
    with raw.refused(r"refused|never|latest|no other way"):
        raw.run(statement)


def row(before: Publication, **changes: Any) -> Publication:
    """What a writer that skips the record might insert."""
    facts: dict[str, Any] = {
        "verdict": before.verdict,
        "claim_uid": before.claim_uid,
        "language": "fr",
        "version": 2,
        "kind": "corrected",
        "correction_note": "note",
        "body": b"{}",
        "content_hash": "a" * 64,
        "previous_hash": before.content_hash,
        "approved_digest": "b" * 64,
        "authored_by": person("author"),
        "approved_by": person("approver"),
        "published_by": person("author"),
        "published_at": before.published_at,
    }
    return Publication(**facts | changes)


def test_the_row_that_the_next_tests_spoil_is_a_good_one() -> None:
    row(publish()).save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"version": 3},
        {"version": 0},
        {"version": 1},
        {"previous_hash": "c" * 64},
        {"previous_hash": ""},
        {"language": "en"},
        {"claim_uid": uuid4()},
        {"kind": "published", "correction_note": ""},
        {"kind": "edited"},
        {"correction_note": ""},
        {"kind": "withdrawn", "correction_note": ""},
        {"successor": uuid4()},
        {"content_hash": "x"},
        {"published_at": datetime(2000, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_row_that_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    first = publish()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(first, **wrong).save()


def test_the_database_wants_two_people_too() -> None:
    first = publish()
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        row(first, authored_by=person("approver")).save()

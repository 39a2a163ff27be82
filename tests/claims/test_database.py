"""What PostgreSQL refuses of claims, whoever asks."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from claims import actions
from claims.models import Appearance, Article, Claim, Snapshot
from claims.workflow import State
from tests import raw
from tests.factories import claims, people
from tests.role import owner

# --- Texts stay


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_snapshot SET text = 'Autre chose.'",
        "UPDATE claims_snapshot SET language = 'en'",
        "UPDATE claims_snapshot SET article_id = article_id",
        "DELETE FROM claims_snapshot",
        "TRUNCATE claims_snapshot CASCADE",
        "TRUNCATE claims_article CASCADE",
        "TRUNCATE claims_claim, claims_appearance CASCADE",
        "DELETE FROM claims_article",
        "DELETE FROM claims_claim",
        "DELETE FROM claims_claimant",
        "DELETE FROM claims_source",
        "DELETE FROM claims_topic",
    ],
)
def test_nothing_is_taken_away(statement: str) -> None:
    claims.claim(), claims.claimant(), claims.source(), claims.topic()
    with raw.refused(r"append-only|never deleted|never emptied"):
        raw.run(statement)


@pytest.mark.django_db
def test_nothing_is_deleted_from_python_either() -> None:
    for row in (claims.claimant(), claims.source(), claims.topic(), claims.snapshot()):
        with owner(), raw.refused(), transaction.atomic():
            row.delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"sha256": "0" * 64}, {"text": "Autre chose."}, {"text": "", "sha256": ""}]
)
def test_a_snapshot_has_its_hash(wrong: dict[str, str]) -> None:
    row = Snapshot.objects.defer("uid").get(pk=claims.snapshot().pk)
    spoiled = Snapshot(
        article=claims.article("Un."), text=row.text, sha256=row.sha256, language="fr", raw=b""
    )
    for name, value in wrong.items():
        setattr(spoiled, name, value)
    with raw.refused("snapshot_"), transaction.atomic():
        spoiled.save()


# --- The exact words

# A clef and a flag beyond the basic plane, and an accent that is a code point of its own.
TEXT = "Ça 𝄞 va 🇫🇷. L’été\u0301 fut long."


def place(**changes: Any) -> Appearance:
    """A new place of a claim, in the transaction that made the claim."""
    snapshot = claims.snapshot(TEXT)
    claim = claims.claim("Ça", within=snapshot)
    about = {"start": 3, "end": 4, "exact": "𝄞"} | changes
    return Appearance(claim=claim, snapshot=snapshot, **about)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "right",
    [
        {},
        {"start": 0, "end": len(TEXT), "exact": TEXT},
        {"start": 8, "end": 10, "exact": "🇫🇷"},
        {"start": 8, "end": 9, "exact": "\U0001f1eb"},
        {"start": 17, "end": 18, "exact": "\u0301"},
        {"start": 14, "end": 18, "exact": "été\u0301"},
    ],
)
def test_postgresql_counts_code_points(right: dict[str, Any]) -> None:
    place(**right).save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"exact": "va"},
        {"start": 4, "end": 5},
        {"start": 3, "end": 5},  # as UTF-16 counts
        {"start": 4, "end": 8},  # as bytes count
        {"start": 14, "end": 17, "exact": "ét\u00e9\u0301"},
        {"start": 3, "end": 3, "exact": ""},
        {"start": 5, "end": 4},
        {"start": len(TEXT) - 5, "end": len(TEXT) + 9, "exact": "long."},
        {"start": len(TEXT), "end": len(TEXT) + 1, "exact": ""},
        {"start": -1, "end": 1, "exact": "Ç"},
    ],
)
def test_what_is_not_the_text_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        place(**wrong).save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    ["exact = 'Autre'", 'start = start + 1, "end" = "end" + 1', '"end" = "end" + 1'],
)
def test_a_quote_is_not_reworded(change: str) -> None:
    claims.claim()
    with raw.refused("not the text"):
        raw.run(f"UPDATE claims_appearance SET {change}")


@pytest.mark.django_db
def test_a_place_is_taken_once() -> None:
    row = place()
    row.save()
    row.pk = None
    with raw.refused("appearance_once"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_appearance SET prefix = 'x'",
        "UPDATE claims_appearance SET claim_id = (SELECT max(id) FROM claims_claim)",
        "DELETE FROM claims_appearance",
        "INSERT INTO claims_appearance"
        ' (claim_id, snapshot_id, start, "end", exact, prefix, suffix)'
        " SELECT claim_id, snapshot_id, 0, 1, 'H', '', '' FROM claims_appearance LIMIT 1",
    ],
)
def test_places_change_with_an_event_of_their_claim(committed: None, statement: str) -> None:
    claims.claim(), claims.claim()
    with raw.refused("only with an event"):
        raw.run(statement)


def test_anchors_come_and_are_settled_with_an_event_of_their_article_or_claim(
    committed: None,
) -> None:
    claim = claims.claim()
    article = claim.appearances.get().snapshot.article
    claims.reread(article, "Rien de ce qui était là.")
    with raw.refused("only with an event"):
        raw.run("UPDATE claims_anchor SET waiting_since = NULL")
    raw.tamper("DELETE FROM claims_anchor")
    with raw.refused("only with an event"):
        raw.run(
            "INSERT INTO claims_anchor (appearance_id, snapshot_id, kind, exact)"
            " SELECT a.id, max(s.id), 'orphaned', '' FROM claims_appearance a, claims_snapshot s"
            " GROUP BY a.id"
        )


def test_an_event_of_one_claim_is_none_of_another(committed: None) -> None:
    first, second = claims.claim(), claims.claim()
    with raw.refused("only with an event"), transaction.atomic():
        actions.accept(first.pk, actor=people.reviewer())
        raw.run("UPDATE claims_appearance SET claim_id = %s", first.pk)
    assert second.appearances.exists()


# --- States change by events


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "status = 'accepted'",
        "status = 'accepted', version = version + 1",
        "version = version + 1",
        "version = version",
        "text = 'Autre chose.'",
        "updated_at = now()",
        "score = 1",
    ],
)
def test_a_claim_changes_by_no_update_alone(change: str) -> None:
    claims.claim()
    with raw.refused("no event allows"):
        raw.run(f"UPDATE claims_claim SET {change}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "told", "state"),
    [
        ("claim:accept", "accepted", "dismissed"),
        ("claim:accept", "dismissed", "dismissed"),
        ("claim:edit", "accepted", "accepted"),
        ("claim:restore", "suggested", "accepted"),
        ("claim:merge", "accepted", "accepted"),
        ("claim:absorb", "accepted", "accepted"),
        ("claim:anything", "accepted", "accepted"),
        ("review:approve", "accepted", "accepted"),
        ("", "accepted", "accepted"),
    ],
)
def test_an_event_of_another_kind_does_not_help(verb: str, told: str, state: str) -> None:
    claim = claims.claim()
    raw.forge(claim, verb, told)
    with raw.refused("no event allows"):
        raw.run(
            "UPDATE claims_claim SET version = version + 1, status = %s, dismissal ="
            " CASE WHEN %s = 'dismissed' THEN 'opinion' ELSE '' END",
            state,
            state,
        )


@pytest.mark.django_db
@pytest.mark.parametrize("ahead", [-1, 0, 2])
def test_no_version_is_skipped_or_told_twice(ahead: int) -> None:
    claim = claims.claim()
    with raw.refused():
        raw.forge(claim, "claim:accept", "accepted", version=claim.version + ahead)
        raw.run("UPDATE claims_claim SET version = %s, status = 'accepted'", claim.version + ahead)


def test_an_event_of_another_transaction_does_not_help(committed: None) -> None:
    claim = claims.claim()
    raw.forge(claim, "claim:accept", "accepted")
    with raw.refused("no event allows"):
        raw.run("UPDATE claims_claim SET version = 2, status = 'accepted'")


@pytest.mark.django_db
def test_a_claim_begins_suggested_and_with_an_event() -> None:
    for state in State:
        with raw.refused("no event allows"), transaction.atomic():
            Claim(text="x", language="fr", status=state).save()
    row = Claim(text="x", language="fr", status=State.ACCEPTED)
    raw.forge(row, "claim:accept", "accepted", from_state="", version=1)
    with raw.refused("no event allows"), transaction.atomic():
        row.save()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "state", "values", "rule"),
    [
        ("claim:dismiss", "dismissed", "dismissal = ''", "claim_dismissed_says_why"),
        ("claim:accept", "accepted", "dismissal = 'opinion'", "claim_dismissed_says_why"),
        ("claim:merge", "duplicate", "merged_into_id = NULL", "claim_duplicate_names_survivor"),
        ("claim:merge", "duplicate", "merged_into_id = id", "claim_not_merged_into_itself"),
        ("claim:accept", "accepted", "merged_into_id = id", "claim_duplicate_names_survivor"),
    ],
)
def test_a_state_comes_with_what_belongs_to_it(
    verb: str, state: str, values: str, rule: str
) -> None:
    raw.forge(claims.claim(), verb, state)
    with raw.refused(rule):
        raw.run(f"UPDATE claims_claim SET version = version + 1, status = '{state}', {values}")


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["article", "claim", "claimant", "source", "topic"])
def test_a_uid_never_changes(model: str) -> None:
    claims.claim(), claims.claimant(), claims.source(), claims.topic()
    with raw.refused("uid never changes"):
        raw.run(f"UPDATE claims_{model} SET uid = gen_random_uuid()")


@pytest.mark.django_db
def test_plain_records_change_by_their_own_events() -> None:
    source = claims.source()
    with raw.refused("no event allows"):
        raw.run("UPDATE claims_source SET title = 'x', version = version + 1")
    raw.forge(source, "claimant:edit")
    with raw.refused("no event allows"):
        raw.run("UPDATE claims_source SET title = 'x', version = version + 1")


@pytest.mark.django_db
def test_two_articles_share_no_address() -> None:
    first, second = claims.article(), claims.article()
    raw.forge(second, "article:edit")
    with raw.refused("article_url_once"):
        raw.run(
            "UPDATE claims_article SET url = %s, version = 2 WHERE id = %s", first.url, second.pk
        )
    assert Article.objects.filter(url=first.url).count() == 1

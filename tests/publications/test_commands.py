"""The record's commands: proving it, rebuilding its heads, beginning an epoch, making many."""

from io import StringIO
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from factcheck.publications.models import Epoch, FeedEntry, Publication, PublishedClaim
from tests import role
from tests.factories.publications import commit, correct, publish, withdraw

pytestmark = pytest.mark.django_db


def run(*words: str, **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def broken() -> str:
    """What verify_record says of a record that does not hold."""
    err = StringIO()
    with pytest.raises(CommandError, match="not hold"):
        call_command("verify_record", stdout=StringIO(), stderr=err)
    return err.getvalue()


def run_as_owner(*words: str, **options: Any) -> tuple[str, str]:
    """What DATABASE_OWNER_URL does, but within the test's own transaction."""
    with role.owner():
        return run(*words, **options)


def tamper(sql: str) -> None:
    """Change rows as an owner of the database can, past every trigger."""
    with role.owner(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def record() -> Publication:
    first = publish()
    correct(first)
    withdraw(publish())
    publish()
    return first


def test_a_sound_record_holds(record: Publication) -> None:
    assert "5 publications" in run("verify_record")[0]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        (
            "UPDATE publications_publication SET"
            " body = replace(convert_from(body, 'UTF8'), '0,2', '2,0')::bytea WHERE id ="
            " (SELECT min(id) FROM publications_publication)",
            "does not have the hash",
        ),
        ("UPDATE publications_publication SET body = 'x' WHERE version = 2", "not JSON"),
        (
            "UPDATE publications_publication SET published_at = now() - interval '1 year'"
            " WHERE version = 2",
            "published_at",
        ),
        ("UPDATE publications_publishedclaim SET rating_code = 'vrai'", "differs in rating_code"),
        ("UPDATE publications_publishedclaim SET body = 'x'", "differs in body"),
        ("DELETE FROM publications_publishedclaim", "no head shows it"),
        ("DELETE FROM publications_matchitem", "no claim is matched with it"),
        (
            "INSERT INTO publications_matchitem (verdict_id, language, text, terms) SELECT id,"
            " 'fr', 'x', '{}' FROM publications_publishedclaim WHERE status = 'withdrawn'",
            "can still be matched",
        ),
        ("DELETE FROM publications_feedentry WHERE sequence = 2", "gap between 1 and 3"),
        ("DELETE FROM publications_feedentry WHERE sequence = 2", "feed does not show it"),
    ],
)
def test_whatever_was_tampered_with_is_found(record: Publication, sql: str, found: str) -> None:
    tamper(sql)
    assert found in broken()


def test_a_kept_head_proves_that_nothing_was_cut(record: Publication, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    kept.write_text(run("verify_record", "--print-head")[0])
    publish()
    assert "holds" in run("verify_record", head=kept)[0]

    last = FeedEntry.objects.order_by("-sequence").values_list("publication", flat=True)[:2]
    numbers = ", ".join(map(str, last))
    tamper(f"DELETE FROM publications_feedentry WHERE publication_id IN ({numbers})")
    tamper(f"DELETE FROM publications_publishedclaim WHERE publication_id IN ({numbers})")
    tamper(f"DELETE FROM publications_publication WHERE id IN ({numbers})")
    assert "holds" in run("verify_record")[0]
    with pytest.raises(CommandError, match="not hold"):
        run("verify_record", head=kept)


def test_a_file_that_is_no_head_is_refused(tmp_path: Path) -> None:
    for text in ("", "[]", '{"epoch": "a"}'):
        (tmp_path / "head").write_text(text)
        with pytest.raises(CommandError, match="no head"):
            run("verify_record", head=tmp_path / "head")


def test_heads_are_rebuilt_from_publications(record: Publication) -> None:
    before = list(PublishedClaim.objects.order_by("pk").values())
    tamper("UPDATE publications_publishedclaim SET rating_code = 'x', topics = '{}'")
    tamper("DELETE FROM publications_publishedclaim WHERE status = 'withdrawn'")

    assert "Rebuilt 3 heads" in run_as_owner("rebuild_heads")[0]
    after = list(PublishedClaim.objects.order_by("pk").values())
    assert [{**row, "body": bytes(row["body"])} for row in after] == [
        {**row, "body": bytes(row["body"])} for row in before
    ]
    run("verify_record")


def test_an_epoch_begins_with_a_reason() -> None:
    assert "Epoch 2" in run("begin_epoch", reason="restored")[0]
    assert Epoch.objects.count() == 2
    with pytest.raises(CommandError, match="reason"):
        run("begin_epoch", reason=" ")


def test_synthetic_verdicts_are_the_same_for_the_same_seed() -> None:
    run_as_owner("generate_publications", count=30, seed=7)
    commit()
    hashes = set(Publication.objects.values_list("content_hash", flat=True))
    assert len(hashes) == 30
    run("verify_record")
    with pytest.raises(CommandError, match="another --seed"):
        run_as_owner("generate_publications", count=30, seed=7)
    run_as_owner("generate_publications", count=10, seed=8)


def test_synthetic_verdicts_stay_away_from_real_ones() -> None:
    publish()
    with pytest.raises(CommandError, match="--alongside"):
        run_as_owner("generate_publications", count=1)
    run_as_owner("generate_publications", count=1, alongside=True)

"""The sealed record: signed by the worker, proven to anybody, and by nobody altered unnoticed."""

import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pgtrigger
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from factcheck.publications.models import SignedHead, TreeNode
from factcheck.publications.sealing import keys, merkle, signing, tree
from factcheck.publications.sealing.notes import Verifier
from tests import raw, role
from tests.factories.publications import correct, publish, withdraw
from tests.publications.sealing import proving

pytestmark = pytest.mark.django_db

#: No verdict's; the same in every process that collects the tests.
NOBODY = UUID(int=7)


@pytest.fixture(autouse=True)
def key(settings: Any, tmp_path: Path) -> str:
    path = tmp_path / "record_key"
    out = StringIO()
    call_command("make_record_key", path, stdout=out, stderr=StringIO())
    settings.RECORD_KEY_FILE = str(path)
    settings.EMBEDDED_DATABASE = False
    return out.getvalue().strip()


@pytest.fixture
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tree whose kept nodes cover 2, 4, 8 … entries, so that a few make a deep one."""
    monkeypatch.setattr(tree, "_STEP", 1)
    monkeypatch.setattr(tree, "_TILE", 2)


def ask(path: str) -> Any:
    answer = Client().get(f"/record/{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def hashes(path: list[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in path]


def tamper(sql: str) -> None:
    with role.owner(), pgtrigger.ignore(), connection.cursor() as cursor:
        cursor.execute(sql)


def verified(**options: Any) -> str:
    """What does not hold, or nothing."""
    err = StringIO()
    try:
        call_command("verify_record", stdout=StringIO(), stderr=err, **options)
    except CommandError:
        return err.getvalue() or "refused"
    return ""


def test_a_verdict_is_proven_to_be_in_what_was_signed(key: str, small_tiles: None) -> None:
    first = publish()
    correct(first)
    for _n in range(3):
        publish()
    signing.sign()
    found = ask(f"proof/?id={first.verdict}&version=2")
    head = found["head"]
    said = Verifier.parse(key).open(head["note"])
    assert (said.size, said.root.hex()) == (5, head["root_hash"])
    assert found["leaf"]["content_hash"] == correct_hash(first)
    leaf = merkle.leaf_hash(
        json.dumps(found["leaf"], sort_keys=True, separators=(",", ":")).encode()
    )
    assert proving.inclusion(leaf, 1, 5, hashes(found["path"]), said.root)


def correct_hash(first: Any) -> str:
    return str(
        raw.run(
            "SELECT content_hash FROM publications_publication WHERE verdict = %s AND version = 2",
            first.verdict,
        )[0][0]
    )


def test_a_later_head_begins_with_the_earlier_one(small_tiles: None) -> None:
    for _n in range(3):
        publish()
    before = ask_signed()
    for _n in range(4):
        publish()
    after = ask_signed()
    found = ask("consistency/?first=3&second=7")
    roots = [bytes.fromhex(head["root_hash"]) for head in (before, after)]
    assert proving.consistency(3, 7, hashes(found["path"]), *roots)
    assert ask("consistency/?first=7&second=7")["path"] == []


def ask_signed() -> Any:
    signing.sign()
    return ask("head/")


def test_the_leaves_make_the_root() -> None:
    for _n in range(3):
        publish()
    head = ask_signed()
    found = ask("leaves/?limit=2")
    rest = ask(f"leaves/?start={found['next']}")
    assert rest["next"] is None
    leaves = [
        merkle.leaf_hash(json.dumps(leaf, sort_keys=True, separators=(",", ":")).encode())
        for leaf in found["leaves"] + rest["leaves"]
    ]
    assert merkle.root_of(leaves).hex() == head["root_hash"]


def test_nothing_is_signed_twice_within_the_hour() -> None:
    publish()
    first = signing.sign()
    assert signing.sign() == first
    publish()
    assert signing.sign() != first
    note = Client().get("/record/checkpoint")
    assert note["Content-Type"].startswith("text/plain")
    assert note.content.decode() == SignedHead.objects.get(sequence=2).note


def test_without_a_key_nothing_is_signed_and_the_page_says_so(settings: Any) -> None:
    settings.RECORD_KEY_FILE = ""
    publish()
    assert signing.sign() is None
    assert Client().get("/record/head/").status_code == 404
    assert b"No head was signed yet" in Client().get("/record/").content
    settings.RECORD_KEY_FILE = __file__
    with pytest.raises(ImproperlyConfigured, match="make_record_key"):
        keys.signer()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("proof/", 400),
        ("proof/?id=7&version=1", 400),
        (f"proof/?id={NOBODY}&version=1", 404),
        (f"proof/?id={NOBODY}&version=1&size=9", 404),
        ("consistency/", 400),
        ("consistency/?first=0", 400),
        ("consistency/?first=2", 400),
        ("consistency/?first=1&second=7", 404),
        ("leaves/?start=0", 400),
        ("leaves/?limit=1001", 400),
        ("head/?x=1", 400),
    ],
)
def test_what_cannot_be_answered_is_told(path: str, status: int) -> None:
    publish()
    signing.sign()
    answer = Client().get(f"/record/{path}")
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_what_came_after_the_head_waits_for_the_next() -> None:
    publish()
    signing.sign()
    late = publish()
    answer = Client().get(f"/record/proof/?id={late.verdict}&version=1")
    assert answer.status_code == 404
    assert "within a minute" in answer.json()["detail"]


def test_a_proof_reads_little(django_assert_max_num_queries: Any, small_tiles: None) -> None:
    first = publish()
    for _n in range(20):
        publish()
    signing.sign()
    with django_assert_max_num_queries(4):
        ask(f"proof/?id={first.verdict}&version=1")


# --- Nobody alters it unnoticed


@pytest.mark.parametrize(
    "sql",
    [
        # Swapped, with every other check kept content.
        "UPDATE publications_feedentry SET sequence = -sequence WHERE sequence IN (1, 2);"
        "UPDATE publications_feedentry SET sequence = 3 + sequence WHERE sequence < 0",
        "UPDATE publications_treenode SET hash = decode(repeat('00', 32), 'hex')",
        "INSERT INTO publications_treenode (level, index, hash)"
        " VALUES (1, 77, decode(repeat('00', 32), 'hex'))",
        "UPDATE publications_signedhead SET root = repeat('0', 64)",
        "UPDATE publications_signedhead SET sequence = 3",
        "UPDATE publications_signedhead SET note = replace(note, 'epoch', 'epoch ')",
        "UPDATE publications_signedhead SET key = 'x'",
    ],
)
def test_whatever_was_tampered_with_is_found(sql: str, small_tiles: None) -> None:
    for _n in range(4):
        publish()
    signing.sign()
    assert verified() == ""
    tamper(sql)
    assert verified()


def test_a_chain_that_was_made_anew_is_found_by_a_head_kept_elsewhere(
    key: str, tmp_path: Path
) -> None:
    """The owner rewrites a verdict, its hashes, its head, and every trace of the tree."""
    publish()
    last = publish()
    signing.sign()
    kept = tmp_path / "head.json"
    kept.write_text(json.dumps(ask("head/")))
    note = tmp_path / "note.txt"
    note.write_text(Client().get("/record/checkpoint").content.decode())
    for file in (kept, note):
        assert verified(head=file, key=[key]) == ""

    tamper("DELETE FROM publications_signedhead; DELETE FROM publications_treenode")
    for table in ("matchitem", "searchentry", "publishedclaim"):
        column = "id" if table == "publishedclaim" else "verdict_id"
        tamper(f"DELETE FROM publications_{table} WHERE {column} = '{last.verdict}'")
    tamper(f"DELETE FROM publications_feedentry WHERE publication_id = {last.pk}")
    tamper(f"DELETE FROM publications_publication WHERE id = {last.pk}")
    publish()
    assert verified() == ""
    for file in (kept, note):
        assert "another record" in verified(head=file, key=[key])


def test_a_head_of_another_key_proves_nothing(key: str, tmp_path: Path, settings: Any) -> None:
    publish()
    signing.sign()
    kept = tmp_path / "head.json"
    kept.write_text(json.dumps(ask("head/")))
    other = StringIO()
    call_command("make_record_key", tmp_path / "other", stdout=other, stderr=StringIO())
    assert verified(head=kept, key=[other.getvalue().strip()]) == "refused"
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("make_record_key", tmp_path / "other", stdout=StringIO())
    forged = json.loads(kept.read_text()) | {"sequence": 2}
    kept.write_text(json.dumps(forged))
    assert verified(head=kept) == "refused"


def test_heads_and_nodes_are_never_changed(small_tiles: None) -> None:
    publish()
    publish()
    signing.sign()
    assert TreeNode.objects.exists()
    for table in ("signedhead", "treenode"):
        for sql in (f"DELETE FROM publications_{table}", f"TRUNCATE publications_{table}"):
            with pytest.raises(IntegrityError), transaction.atomic():
                raw.run(sql)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Any:
    """Run docs/examples/prove.py as anybody does; its requests reach us without a network."""
    found = proving.program()
    monkeypatch.setattr(found, "get", lambda url: ask(url.partition("/record/")[2]))

    def run(*arguments: Any) -> str:
        monkeypatch.setattr(sys, "argv", ["prove.py", "https://desk.example", *map(str, arguments)])
        try:
            found.main()
        except SystemExit as end:
            return str(end)
        return str(capsys.readouterr().out)

    return run


def test_the_checker_that_we_hand_out_finds_it_too(check: Any, tmp_path: Path, key: str) -> None:
    first = publish()
    withdraw(first)
    publish()
    signing.sign()
    document, head = tmp_path / "verdict.json", tmp_path / "head.json"
    document.write_bytes(bytes(first.body))
    assert "over 3 entries is signed" in check(head)
    assert json.loads(head.read_text())["key"] == key
    publish()
    signing.sign()
    done = check(head, document, "--all")
    assert "3 entries that you saw are how it begins" in done
    assert "is entry 1" in done
    assert "All 4 leaves" in done

    document.write_text(bytes(first.body).decode().replace("0,2 point", "2 points"))
    assert "does not have the hash" in check(head, document)
    seen = json.loads(head.read_text())
    head.write_text(json.dumps(seen | {"root_hash": "0" * 64, "sequence": 2}))
    assert "is not the one that you saw" in check(head)
    head.write_text(json.dumps(seen | {"sequence": 9}))
    assert "now there are 4" in check(head)
    head.write_text(json.dumps(seen | {"key": seen["key"].replace("+", "x+", 1)}))
    assert "is not signed by" in check(head)

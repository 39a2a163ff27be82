"""Many write, are cut off and give up; the database is restarted, and restored: every partner's
copy is the record, byte for byte, and none ever saw a verdict go back to what it was.

FIRE_SEED, FIRE_READERS and FIRE_SECONDS make other schedules of the long version.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factcheck import postgres
from tests.scenarios.fire import desks
from tests.scenarios.fire.desks import Desk
from tests.scenarios.fire.mirroring import Mirror, Synchroniser
from tests.scenarios.fire.sabotage import Saboteur

WRITERS = 16
WRITING = "from tests.scenarios.fire.writing import main; main()"
KEYS = """
from factcheck.partners.actions import create_partner
from tests.factories import partners
owners = [
    create_partner(name=f"Partner {n}", actor=None, requests_per_minute=60_000)
    for n in range(count)
]
said = [partners.key(partner=each)[1] for each in owners]
"""
BEGIN_EPOCH = """
from django.core.management import call_command
from io import StringIO
said = call_command("begin_epoch", reason="another life", stdout=StringIO())
"""


@contextmanager
def writing(desk: Desk, seed: str) -> Iterator[list[dict]]:
    """Writers at work during the block; what they were told is committed is there afterwards."""
    told: list[dict] = []
    program = desk.program(WRITING, seed, str(WRITERS), PGAPPNAME="writers")
    assert program.stdin and program.stdout
    told.append(json.loads(program.stdout.readline()))  # they have begun
    saboteur = Saboteur(desk, seed)
    saboteur.start()
    try:
        yield told
    finally:
        saboteur.enough.set()
        saboteur.join()
        print(file=program.stdin, flush=True)
        told += map(json.loads, desks.told_by(program))
    assert saboteur.done


def record(desk: Desk) -> dict[str, bytes]:
    rows = desk.ask("SELECT id::text, body FROM publications_publishedclaim")
    return {id: bytes(body) for id, body in rows}


def assert_present(told: list[dict], desk: Desk) -> None:
    rows = desk.ask("SELECT verdict::text, version, content_hash FROM publications_publication")
    told_of = [(each["id"], each["version"], each["hash"]) for each in told]
    assert set(told_of) <= set(rows)
    assert len(told_of) == len(set(told_of))


def mirrored(desk: Desk, seed: str, readers: int, tmp: Path, story: Callable[[], None]) -> int:
    """Have them read while the story is told; then each copy is the record. Returns its size."""
    keys = desk.inside(f"count = {readers + 1}\n" + KEYS)
    with desk.web():
        mirrors = [Mirror(desk.address, key, f"{seed}/{n}") for n, key in enumerate(keys[1:])]
        client = Synchroniser(desk.address, keys[0], tmp / "copy.db")
        for reader in (*mirrors, client):
            reader.start()
        story()
        client.enough.set()
        client.join()
        for mirror in mirrors:
            mirror.finish()
        should = record(desk)
        assert client.once("--verify") == f"{len(should)} verdicts, equal to the record\n"
    for mirror in mirrors:
        assert mirror.complaints == []
        assert mirror.held == should
        assert mirror.epochs == 2
    desk.proven()
    return len(should)


def test_nothing_is_missed(desk: Desk, tmp_path: Path) -> None:
    def story() -> None:
        with writing(desk, "short") as told:
            time.sleep(1.5)
            postgres.stop(desk.data)
            desk.start()
            desk.inside(BEGIN_EPOCH)
            time.sleep(1)
        assert_present(told, desk)

    assert mirrored(desk, "short", 5, tmp_path, story) > WRITERS


@pytest.mark.long
def test_nothing_is_missed_by_fifty(desk: Desk, tmp_path: Path) -> None:
    seed = os.environ.get("FIRE_SEED", "1")
    seconds = float(os.environ.get("FIRE_SECONDS", "25"))

    def story() -> None:
        with writing(desk, f"{seed}/1") as told:
            time.sleep(seconds)
            postgres.stop(desk.data)
            desk.start()
            time.sleep(seconds)
        assert_present(told, desk)
        backup = postgres.back_up(desk.data, tmp_path / "backups")
        with writing(desk, f"{seed}/2"):
            time.sleep(seconds / 2)  # what is lost
        desk.restore(backup)
        assert_present(told, desk)
        with writing(desk, f"{seed}/3") as later:
            time.sleep(seconds)
        assert_present(told + later, desk)

    readers = int(os.environ.get("FIRE_READERS", "50"))
    assert mirrored(desk, seed, readers, tmp_path, story) > 10 * WRITERS

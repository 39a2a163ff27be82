"""Many write, are cut off and give up; the database is restarted, and restored: every partner's
copy is the record, byte for byte, and none ever saw a verdict go back to what it was.

FIRE_SEED, FIRE_READERS and FIRE_SECONDS make other schedules of the long version.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from factcheck import postgres
from tests.scenarios.fire import desks
from tests.scenarios.fire.desks import Desk
from tests.scenarios.fire.mirroring import Mirror

WRITERS = 16
WRITING = "from tests.scenarios.fire.writing import main; main()"
CLIENT = settings.BASE_DIR / "docs" / "examples" / "sync.py"
KEYS = """
import sys
import django
django.setup()
from factcheck.partners.actions import create_partner
from tests.factories import partners
for number in range(int(sys.argv[1])):
    owner = create_partner(name=f"Partner {number}", actor=None, requests_per_minute=60_000)
    print(partners.key(partner=owner)[1], flush=True)
"""


class Saboteur(threading.Thread):
    """Cancels writers' statements and ends their connections, while a transaction that has nothing
    to do with any of it stays open, as those of others do."""

    def __init__(self, desk: Desk, seed: str) -> None:
        super().__init__(daemon=True)
        self.desk, self.chance = desk, random.Random(seed)
        self.enough = threading.Event()
        self.done = 0

    def run(self) -> None:
        while not self.enough.is_set():
            with suppress(psycopg.OperationalError), self._idler(), self._owner() as connection:
                while not self.enough.wait(self.chance.random() * 0.2):
                    self._cut_off(connection)

    def _cut_off(self, connection: psycopg.Connection) -> None:
        how = self.chance.choice(["pg_cancel_backend", "pg_terminate_backend"])
        found = connection.execute(
            f"SELECT {how}(pid) FROM (SELECT pid FROM pg_stat_activity"
            " WHERE application_name = 'writers' ORDER BY random() LIMIT 1) one"
        )
        self.done += len(found.fetchall())

    @contextmanager
    def _idler(self) -> Iterator[None]:
        with self._owner() as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT pg_current_xact_id(), count(*) FROM history_event")
            yield

    def _owner(self) -> psycopg.Connection:
        return psycopg.connect(postgres.owner_url(self.desk.data), autocommit=True)


class Synchroniser(threading.Thread):
    """The client that we hand out, run again and again."""

    def __init__(self, address: str, key: str, copy: Path) -> None:
        super().__init__(daemon=True)
        self.command = [sys.executable, str(CLIENT), address, str(copy)]
        self.environment = os.environ | {"FACTCHECK_KEY": key}
        self.enough = threading.Event()

    def run(self) -> None:
        while not self.enough.wait(0.5):
            self.once()

    def once(self, *options: str) -> str:
        done = subprocess.run(
            [*self.command, *options], env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return done.stdout + done.stderr


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
    keys = desks.told_by(desk.program(KEYS, str(readers + 1)))
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
            desk.run("begin_epoch", "--reason", "another life")
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

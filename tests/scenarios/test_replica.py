"""A replica answers what stands, and takes the primary's place when that is killed."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from django.conf import settings

from factcheck import postgres
from factcheck.desk import server
from factcheck.postgres.cluster import SETTINGS
from tests.factcheck.clusters import clean, of_the_owner, wait_until
from tests.scenarios.fire import desks, killing
from tests.scenarios.test_killed_worker import until

pytestmark = pytest.mark.long

#: Publishes and corrects, and prints the id and version of each that was committed; where it is
#: paced, it goes on when it is told to.
WORK = """
import sys
import django
django.setup()
from tests.factories import people, reviews
rosa, alain, edith = people.reviewer(), people.approver(), people.editor()
def told(review, version):
    print(review.uid, version, flush=True)
    if sys.argv[1] == "paced":
        input()
while True:
    review = reviews.published(rosa, alain, edith)
    told(review, 1)
    reviews.corrected(review, rosa, alain, edith)
    told(review, 2)
"""


TOKEN = "a-token-that-is-long-enough"


def environment(data: Path) -> dict[str, str]:
    return desks.Desk(data).environment


def run(data: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, env=environment(data),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def kill_database(data: Path) -> None:
    killing.kill(killing.working_in((data / "postgres").resolve() / "data"))


@dataclass
class Desk:
    first: Path
    second: Path
    key: str

    @property
    def primary(self) -> str:
        return postgres.url(self.first)

    @property
    def replica(self) -> str:
        return postgres.url(self.second)

    @contextmanager
    def serving(self, data: Path | None = None, **more: str) -> Iterator[httpx.Client]:
        """A web server, and a partner of it."""
        data = data or self.first
        with pytest.MonkeyPatch.context() as patch:
            for name, value in (environment(data) | more).items():
                patch.setenv(name, value)
            port = server.free_port("127.0.0.1")
            with server.web("127.0.0.1", port, workers=1):
                headers = {"Authorization": f"Bearer {self.key}"}
                address = server.address("127.0.0.1", port)
                with httpx.Client(base_url=address, headers=headers, timeout=60) as partner:
                    yield partner

    @contextmanager
    def publishing(self, pace: str = "fast") -> Iterator[subprocess.Popen[str]]:
        """Somebody who publishes and corrects as fast as it goes, or as told."""
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            [sys.executable, "-c", WORK, pace], cwd=settings.BASE_DIR, env=environment(self.first),
            stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def promote(self) -> str:
        command = [sys.executable, "-m", "factcheck.postgres", "promote", str(self.second)]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    # No machine goes down here: a busy disk is not waited for.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(SETTINGS, "fsync", "off")
        first, second = tmp_path / ".data", tmp_path / "replica"
        postgres.ensure_running(first)
        run(first, "migrate", "--verbosity=0")
        key = run(first, "create_api_key", "gazette", "--scope", "read").strip()
        postgres.make_replica(second, of=first)
        try:
            yield Desk(first, second, key)
        finally:
            postgres.ensure_running(first)  # it may have been killed
            for data in (first, second):
                clean(data)
                shutil.rmtree(data, ignore_errors=True)


def one(url: str, sql: str) -> Any:
    with psycopg.connect(of_the_owner(url), autocommit=True) as connection:
        found = connection.execute(sql)
        row = found.fetchone() if found.description else None
    return row and row[0]


def reads_of_heads(url: str) -> int:
    """So far; a session tells its figures after ten seconds without work, at the latest."""
    return int(
        one(url, "SELECT idx_scan + seq_scan FROM pg_stat_user_tables"
                 " WHERE relname = 'publications_publishedclaim'")
    )  # fmt: skip


def told(process: subprocess.Popen[str]) -> tuple[str, int]:
    assert process.stdout
    id, version = process.stdout.readline().split()
    return id, int(version)


def go_on(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()


def rest_told(process: subprocess.Popen[str]) -> list[tuple[str, int]]:
    """What a killed one still said."""
    assert process.stdout
    lines = (line.split() for line in process.stdout.read().splitlines())
    return [(id, int(version)) for id, version in (line for line in lines if len(line) == 2)]


def in_the_feed(url: str) -> set[tuple[str, int]]:
    with psycopg.connect(url) as connection:
        return set(
            connection.execute(
                "SELECT p.verdict::text, p.version FROM publications_feedentry f"
                " JOIN publications_publication p ON p.id = f.publication_id"
            ).fetchall()
        )


def test_what_stands_is_read_from_the_replica_and_never_behind(desk: Desk) -> None:
    with (
        desk.serving(DATABASE_REPLICA_URL=desk.replica, METRICS_TOKEN=TOKEN) as partner,
        desk.publishing("paced") as publisher,
    ):
        one(desk.replica, "ALTER SYSTEM SET recovery_min_apply_delay = '30ms'")
        one(desk.replica, "SELECT pg_reload_conf()")
        for _ in range(10):
            id, version = told(publisher)  # as by a webhook
            for _ in range(5):  # while the replica catches up
                assert partner.get(f"/api/v1/verdicts/{id}/").json()["version"] == version
                newest = partner.get("/api/v1/verdicts/?limit=1").json()["results"][0]
                assert (newest["id"], newest["version"]) == (id, version)
                page = partner.get(f"/verdicts/{id}/").text
                assert (f"/verdicts/{id}/versions/2/" in page) == (version == 2)
                feed = partner.get("/api/v1/changes/").json()["results"][-1]
                assert (feed["id"], feed["version"]) == (id, version)
            go_on(publisher)
        id, version = told(publisher)
        assert "warnings" not in partner.get("/readyz").json()

        # Nobody publishes: the replica alone is read.
        wait_until(lambda: metric(partner, "lag_bytes") == 0)
        time.sleep(11)  # till all was told of before
        first, second = (reads_of_heads(url) for url in (desk.primary, desk.replica))
        for _ in range(20):
            assert partner.get(f"/api/v1/verdicts/{id}/").status_code == 200
            assert partner.get(f"/verdicts/{id}/").status_code == 200
            assert partner.get("/search/?q=chômage").status_code == 200
        until(lambda: reads_of_heads(desk.replica) >= second + 60)
        assert reads_of_heads(desk.primary) < first + 10  # of what was done before

        # It stands still: the primary answers, and whoever watches is told.
        one(desk.replica, "SELECT pg_wal_replay_pause()")
        go_on(publisher)
        id, version = told(publisher)
        found = partner.get(f"/api/v1/verdicts/{id}/")
        assert (found.status_code, found.json()["version"]) == (200, version)
        assert metric(partner, "lag_bytes") > 0
        one(desk.replica, "SELECT pg_wal_replay_resume()")
        wait_until(lambda: metric(partner, "lag_bytes") == 0)

        # It is gone: nothing changes but who answers.
        postgres.stop(desk.second)
        for path in (f"/api/v1/verdicts/{id}/", f"/verdicts/{id}/", "/api/v1/verdicts/", "/"):
            assert partner.get(path).status_code == 200
        ready = partner.get("/readyz")
        assert ready.status_code == 200
        assert "cannot be reached" in ready.json()["warnings"][-1]
        assert metric(partner, "up") == 0


def metric(partner: httpx.Client, name: str) -> float:
    answer = partner.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    (line,) = [
        line for line in answer.text.splitlines() if line.startswith(f"factcheck_replica_{name} ")
    ]
    return float(line.split()[1])


def test_the_primary_is_killed_and_nothing_that_was_acknowledged_is_lost(desk: Desk) -> None:
    postgres.wait_for_replica(desk.first, True)
    acknowledged = []
    with desk.serving(DATABASE_REPLICA_URL=desk.replica) as partner:
        with desk.publishing() as publisher:
            end = time.monotonic() + 3
            while time.monotonic() < end:
                acknowledged.append(told(publisher))
            cursor = partner.get("/api/v1/changes/").json()["next"]
            kept = run(desk.first, "verify_record", "--print-head")
            kill_database(desk.first)
            publisher.kill()
            acknowledged += rest_told(publisher)
        assert "a new epoch has begun" in desk.promote()

    head = desk.first.parent / "head"
    head.write_text(kept)
    with desk.serving(desk.second) as partner:  # the application, pointed to it
        assert set(acknowledged) <= in_the_feed(desk.replica)
        assert "History holds" in run(desk.second, "verify_history")
        assert "record holds" in run(desk.second, "verify_record", "--head", str(head))
        assert partner.get(f"/api/v1/changes/?cursor={cursor}").status_code == 410
        id, version = acknowledged[-1]
        assert partner.get(f"/api/v1/verdicts/{id}/").json()["version"] >= version
        assert one(desk.replica, "SELECT max(number) FROM publications_epoch") == 2
    # And it goes on, though nobody follows: a publication of the new epoch ends.
    before = len(in_the_feed(desk.replica))
    run(desk.second, "generate_publications", "--count=1", "--alongside")
    assert len(in_the_feed(desk.replica)) == before + 1
    assert "record holds" in run(desk.second, "verify_record", "--head", str(head))


def test_without_waiting_the_last_ones_are_lost_and_a_kept_head_tells(desk: Desk) -> None:
    with desk.publishing() as publisher:
        safe = [told(publisher) for _ in range(4)]
        written = one(desk.primary, "SELECT pg_current_wal_flush_lsn()::text")
        wait_until(lambda: one(
            desk.replica, f"SELECT pg_last_wal_receive_lsn() >= '{written}'::pg_lsn"
        ))  # fmt: skip
        receiver = one(desk.replica, "SELECT pid FROM pg_stat_wal_receiver")
        os.kill(receiver, signal.SIGSTOP)  # as a network that stands still
        late = [told(publisher) for _ in range(12)]
        kept = run(desk.first, "verify_record", "--print-head")
        kill_database(desk.first)
    with suppress(ProcessLookupError):
        os.kill(receiver, signal.SIGCONT)
    desk.promote()

    found = in_the_feed(desk.replica)
    assert set(safe) <= found
    lost = [each for each in late if each not in found]
    assert lost and lost == late[-len(lost) :], "the last ones, and no others"
    assert "record holds" in run(desk.second, "verify_record")
    assert "History holds" in run(desk.second, "verify_history")
    head = desk.first.parent / "head"
    head.write_text(kept)
    with pytest.raises(AssertionError, match=r"The record ends at \d+; the head that was kept saw"):
        run(desk.second, "verify_record", "--head", str(head))

"""Web server and database are killed in the middle of work: nothing is lost or half written."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from django.conf import settings

from factcheck import postgres
from factcheck.desk import server

#: Publishes, one after the other, and prints the id of each that was committed.
WORK = """
import sys
import django
django.setup()
from tests.factories import people, reviews
rosa, alain, edith = people.reviewer(), people.approver(), people.editor()
while True:
    review = reviews.published(rosa, alain, edith)
    print(review.uid, flush=True)
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Path]:
    """A PostgreSQL of its own, to be killed."""
    yield tmp_path
    postgres.stop(tmp_path)
    shutil.rmtree((tmp_path / "postgres").resolve(), ignore_errors=True)  # it may lie elsewhere


def environment(data: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": postgres.ensure_running(data),
        "DATABASE_OWNER_URL": postgres.owner_url(data),
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "SECRET_KEY": "a key for this test alone",
        "PYTHONPATH": str(settings.BASE_DIR),
    }


def run(data: Path, *words: str) -> str:
    """A command of the desk; its words on stdout."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR, env=environment(data), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def processes_in(directory: Path) -> list[int]:
    """Every process that works in the directory: the database's, its children too."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").resolve() == directory:
                found.append(int(process.name))
    return found


def kill_database(data: Path) -> None:
    for pid in processes_in((data / "postgres").resolve() / "data"):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def published_while_killed(data: Path, seconds: float) -> list[str]:
    """What a worker was told is published, until it was killed together with the database."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK],
        cwd=settings.BASE_DIR, env=environment(data), stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert worker.stdout
    told = [worker.stdout.readline().strip()]  # it has begun
    time.sleep(seconds)
    kill_database(data)
    worker.kill()
    told += worker.stdout.read().split()
    worker.wait()
    return told


def in_the_feed(data: Path) -> set[str]:
    with psycopg.connect(postgres.ensure_running(data)) as connection:
        rows = connection.execute(
            "SELECT p.verdict::text FROM publications_feedentry f"
            " JOIN publications_publication p ON p.id = f.publication_id"
        )
        return {verdict for (verdict,) in rows}


def test_what_was_published_survives_the_database(cluster: Path) -> None:
    run(cluster, "migrate", "--verbosity=0")
    told = published_while_killed(cluster, 1.5)

    assert told
    assert set(told) <= in_the_feed(cluster)
    assert "History holds" in run(cluster, "verify_history")
    assert "record holds" in run(cluster, "verify_record")


def test_two_who_start_a_fresh_database_at_once(cluster: Path) -> None:
    environment(cluster)
    code = "import django; django.setup(); from factcheck.desk import database; database.migrate()"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code], env=environment(cluster), cwd=settings.BASE_DIR
        )
        for _ in range(2)
    ]
    assert [process.wait() for process in both] == [0, 0]


@pytest.mark.long
def test_ten_times(cluster: Path) -> None:
    run(cluster, "migrate", "--verbosity=0")
    told: set[str] = set()
    for number in range(10):
        told |= set(published_while_killed(cluster, 0.5 + number / 4))
        assert told <= in_the_feed(cluster)
        run(cluster, "verify_history")
        run(cluster, "verify_record")


def test_the_web_server_lives_through_a_new_database_process(
    cluster: Path, monkeypatch: Any
) -> None:
    run(cluster, "migrate", "--verbosity=0")
    key = run(cluster, "create_api_key", "gazette", "--scope", "read").strip()
    for name, value in environment(cluster).items():
        monkeypatch.setenv(name, value)
    port = server.free_port("127.0.0.1")
    with server.web("127.0.0.1", port, workers=1):
        address = server.address("127.0.0.1", port)
        partner = httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"})
        assert partner.get("/api/v1/verdicts/").status_code == 200
        kill_database(cluster)
        broken = partner.get("/api/v1/verdicts/", timeout=60)
        assert broken.status_code in (200, 503)
        if broken.status_code == 503:
            assert broken.headers["Content-Type"] == "application/problem+json"
        postgres.ensure_running(cluster)
        assert partner.get("/api/v1/verdicts/", timeout=60).status_code == 200

"""The desk is told to stop (SIGTERM) in the middle of its work, as by every new release: what was
begun is finished, nothing new is taken, and it ends within its time."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from unittest.mock import patch

import httpx
import psycopg
import pytest
from django.conf import settings

from claims.models import Article
from factcheck.desk import server
from tests import raw
from tests.factories import claims, partners
from tests.factories.publications import publish
from tests.outbound.server import answer, serving
from tests.scenarios.test_killed_worker import WORKER, jobs, program, until
from tests.serving import database_url


@contextmanager
def held() -> Iterator[None]:
    """Whoever reads what stands has to wait, until the block ends."""
    with psycopg.connect(database_url()) as connection:
        connection.execute("LOCK TABLE publications_publishedclaim IN ACCESS EXCLUSIVE MODE")
        yield
        connection.rollback()


def waiting() -> int:
    """How many are held up."""
    rows = raw.run(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    return int(rows[0][0])


def is_refused(address: str) -> bool:
    """Whether a request gets no answer at all: its sender knows that it was not begun."""
    try:
        httpx.get(f"{address}/healthz", timeout=0.5)
    except httpx.TransportError:
        return True
    return False


def test_the_web_server_finishes_what_it_is_answering(committed: None) -> None:
    one, (_row, key) = publish(), partners.key()
    environment = {"DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY}
    port = server.free_port("127.0.0.1")
    address = server.address("127.0.0.1", port)
    with (
        patch.dict(os.environ, environment),
        server.web("127.0.0.1", port, workers=1) as web,
        ThreadPoolExecutor(2) as threads,
    ):
        with held():
            paths = (f"/api/v1/verdicts/{one.verdict}/", f"/verdicts/{one.verdict}/")
            asked = [
                threads.submit(httpx.get, address + path, headers=partners.bearer(key), timeout=20)
                for path in paths
            ]
            until(lambda: waiting() == 2)
            web.ask_to_end()
            until(lambda: is_refused(address))
            assert web.ended() is None
        begun = time.monotonic()
        answers = [each.result() for each in asked]
        assert [each.status_code for each in answers] == [200, 200]
        assert answers[0].content == bytes(one.body)
        assert answers[1].text.rstrip().endswith("</html>")
        until(lambda: web.ended() is not None)
        assert (web.ended(), time.monotonic() - begun < 5) == (0, True)


def slow(_request: bytes, connection: socket.socket) -> None:
    time.sleep(1.5)
    answer()(_request, connection)


@pytest.mark.long
def test_the_worker_finishes_its_job_and_takes_no_other(committed: None) -> None:
    with serving(a=slow, b=answer()) as web:
        first = claims.fetch("http://gazette.example/a")
        worker = program(WORKER, str(web.port), "on", "1")
        until(lambda: "/a" in web.asked)
        second = claims.fetch("http://gazette.example/b")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(server.GRACE) == 0

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("stored", "waiting")
    assert sorted(jobs()) == ["succeeded", "todo"]
    assert Article.objects.get().snapshots.count() == 1


@pytest.mark.long
def test_all_that_serve_started_ends_with_it_and_in_order(committed: None) -> None:
    one, (_row, key) = publish(), partners.key()
    port = server.free_port("127.0.0.1")
    address = server.address("127.0.0.1", port)
    owner = database_url(role=False)
    environment = {
        **os.environ, "DATABASE_URL": owner, "DATABASE_OWNER_URL": owner,
        "SECRET_KEY": settings.SECRET_KEY,
    }  # fmt: skip
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True
    )
    told = process.stdout
    assert told
    until(lambda: "Ctrl-C" in told.readline())
    with ThreadPoolExecutor(1) as threads:
        with held():
            asked = threads.submit(
                httpx.get, f"{address}/api/v1/verdicts/{one.verdict}/",
                headers=partners.bearer(key), timeout=20,
            )  # fmt: skip
            until(lambda: waiting() == 1)
            process.send_signal(signal.SIGTERM)
            until(lambda: is_refused(address))
        assert asked.result().content == bytes(one.body)
    assert process.wait(server.GRACE) == 0
    assert is_refused(address)

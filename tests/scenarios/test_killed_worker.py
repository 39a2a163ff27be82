"""The worker is killed in the middle of its work: another takes it up, nothing is half stored."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from procrastinate.contrib.django import app

from claims import actions
from claims.models import Article, Claim, Fetch
from factcheck.desk.tasks import forget_old_jobs, take_up_lost_jobs
from factcheck.history import replay
from tests import raw
from tests.claims.model.server import TEXT, Serve, claim, model, says
from tests.factories import claims, people
from tests.outbound.server import answer, serving
from tests.serving import database_url

__all__ = ["model"]

#: The desk's own worker, for whom a port of this machine is the web; `once`: until nothing waits.
WORKER = """
import sys
import django
django.setup()
import pytest
from procrastinate.contrib.django import app
from tests.claims.fetching import connect
class Server: port = int(sys.argv[1])
connect(Server, pytest.MonkeyPatch())
worker = app.with_connector(app.connector.get_worker_connector())
with worker.replace_connector(worker.connector):
    worker.run_worker(
        wait=sys.argv[2] != "once", concurrency=int(sys.argv[3]), update_heartbeat_interval=0.2,
        listen_notify=False,
    )
"""


def take_up() -> None:
    """What the worker's clock does every minute."""
    tick(take_up_lost_jobs)


def tick(task: Any) -> None:
    """Do a task of the worker's clock, in a thread, where no other loop runs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_tick(task))).result()


async def _tick(task: Any) -> None:
    connector: Any = app.connector
    worker = app.with_connector(connector.get_worker_connector())
    context: Any = SimpleNamespace(app=worker)
    async with worker.open_async():
        await task.func(context, 0)


def program(code: str, *words: str, **more: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **more,
        "DATABASE_URL": database_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    return subprocess.Popen(
        [sys.executable, "-c", code, *words], cwd=settings.BASE_DIR, env=environment
    )


def until(holds: Callable[[], Any]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def hanging(_request: bytes, connection: socket.socket) -> None:
    with suppress(OSError):
        connection.recv(1)


def test_another_worker_takes_up_what_a_killed_one_left(committed: None) -> None:
    with serving(a=hanging) as web:
        fetch = claims.fetch("http://gazette.example/a")
        worker = program(WORKER, str(web.port), "on", "4")
        until(lambda: "/a" in web.asked)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        assert Fetch.objects.get().status == "fetching"

        web.pages["/a"] = answer()
        give_back()
        assert program(WORKER, str(web.port), "once", "4").wait(30) == 0

    fetch.refresh_from_db()
    assert (fetch.status, fetch.attempts) == ("stored", 2)
    assert jobs() == ["succeeded"]
    assert Article.objects.get().snapshots.count() == 1
    assert not list(replay.differences())


def test_a_search_for_claims_that_was_begun_is_done_once(committed: None, model: Serve) -> None:
    article = claims.article(TEXT)
    server = model(hanging, says(claim()))
    search = actions.ask_for_claims(article, actor=people.reviewer())
    environment = {
        "FACTCHECK_EXTRACTOR": settings.FACTCHECK_EXTRACTOR,
        "FACTCHECK_MODEL_URL": server.url,
        "FACTCHECK_MODEL_NAME": "test",
    }
    worker = program(WORKER, "0", "on", "4", **environment)
    until(lambda: server.asked)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    search.refresh_from_db()
    assert search.started_at
    assert not search.ended_at
    assert not Claim.objects.exists()

    give_back()
    assert program(WORKER, "0", "once", "4", **environment).wait(30) == 0
    search.refresh_from_db()
    assert (search.by, search.new, search.trouble) == ("model:test-1", 4, "")
    assert len(server.asked) == 2
    assert jobs() == ["succeeded"]
    assert Claim.objects.count() == 4
    assert not list(replay.differences())


def give_back() -> None:
    """The clock gives a job back once its worker was silent for too long, and no sooner."""
    take_up()
    assert jobs() == ["doing"]  # it may yet be alive
    raw.run("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    take_up()
    assert jobs() == ["todo"]


def test_jobs_that_are_done_are_forgotten_after_a_week(committed: None) -> None:
    for _ in range(3):
        raw.run(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'claims.x', '{}', 'todo')"
        )
    raw.run("UPDATE procrastinate_jobs SET status = 'doing'")
    raw.run("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id % 3 > 0")
    tick(forget_old_jobs)
    assert len(jobs()) == 3
    raw.run("UPDATE procrastinate_events SET at = now() - interval '8 days'")
    tick(forget_old_jobs)
    assert jobs() == ["doing"]


def jobs() -> list[str]:
    rows = raw.run("SELECT status::text FROM procrastinate_jobs WHERE task_name LIKE 'claims%'")
    return [status for (status,) in rows]

"""A desk with a PostgreSQL of its own, to be killed, stopped and restored."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg
import pytest
from django.conf import settings

from factcheck import postgres
from factcheck.desk import server
from factcheck.postgres.cluster import SETTINGS

#: Does what each line says, a JSON string of Python; prints what that left in `said`.
_INSIDE = """
import json, sys
import django
django.setup()
from django.db import connection
for line in sys.stdin:
    names = {}
    exec(json.loads(line), names)
    connection.close()
    print(json.dumps(names["said"]), flush=True)
"""
_PROVE = """
from factcheck.history import replay
from factcheck.publications import verification
said = [*replay.differences(), *verification.differences()]
"""
_MIGRATE = "import django; django.setup(); from factcheck.desk import database; database.migrate()"


class Desk:
    """`data` holds its PostgreSQL. Programs find it by `environment`."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = server.free_port("127.0.0.1")
        self._inside: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": postgres.url(self.data),
            "DATABASE_OWNER_URL": postgres.owner_url(self.data),
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
            "SECRET_KEY": "a key for this test alone",
            "PYTHONPATH": str(settings.BASE_DIR),
            "DATABASE_POOL_SIZE": "24",
            "PUBLIC_BASE_URL": self.address,
        }

    def start(self) -> None:
        postgres.ensure_running(self.data)

    def restore(self, backup: Path) -> None:
        """What an operator types, in the place of what is there."""
        postgres.stop(self.data)
        shutil.rmtree((self.data / "postgres").resolve())
        (self.data / "postgres").unlink(missing_ok=True)
        module = [sys.executable, "-m", "factcheck.postgres", "restore"]
        _done([*module, str(backup), "--data-dir", str(self.data)], self.environment)
        self.start()

    def program(self, code: str, *words: str, **more: str) -> subprocess.Popen[str]:
        """A Python program at this desk; lines go in, and come out."""
        return subprocess.Popen(
            [sys.executable, "-c", code, *words], cwd=settings.BASE_DIR,
            env=self.environment | more, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    @property
    def address(self) -> str:
        return server.address("127.0.0.1", self.port)

    @contextmanager
    def web(self, **more: str) -> Iterator[server.Process]:
        """The web server, at `address`."""
        with (
            patch.dict(os.environ, self.environment | more),
            server.web("127.0.0.1", self.port, workers=1) as process,
        ):
            yield process

    @contextmanager
    def worker(self, **more: str) -> Iterator[server.Process]:
        with (
            patch.dict(os.environ, self.environment | more),
            server.worker(self.address) as process,
        ):
            yield process

    def ask(self, question: str) -> list[tuple]:
        with psycopg.connect(postgres.owner_url(self.data), autocommit=True) as connection:
            return connection.execute(question).fetchall()

    def inside(self, code: str) -> Any:
        """Run Python at the desk; what it leaves in `said`. One program does it all, for a start
        takes longer than most that is asked."""
        if self._inside is None:
            self._inside = self.program(_INSIDE)
        assert self._inside.stdin
        assert self._inside.stdout
        print(json.dumps(code), file=self._inside.stdin, flush=True)
        return json.loads(self._inside.stdout.readline())

    def proven(self) -> None:
        """`verify_history` and `verify_record` find nothing."""
        assert self.inside(_PROVE) == []

    def end(self) -> None:
        if self._inside:
            self._inside.kill()
            self._inside.communicate()
        postgres.stop(self.data)
        shutil.rmtree((self.data / "postgres").resolve(), ignore_errors=True)
        shutil.rmtree(self.data, ignore_errors=True)


def template(data: Path, patch: pytest.MonkeyPatch) -> Desk:
    """A migrated desk that is stopped, to make others of; two programs migrated it at once.

    Without fsync: what dies here are processes, and not the machine, which keeps what they wrote.
    """
    patch.setitem(SETTINGS, "fsync", "off")
    made = Desk(data)
    made.start()
    both = [made.program(_MIGRATE) for _n in range(2)]
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    postgres.stop(data)
    return made


def copy(of: Desk, data: Path) -> Desk:
    """A running desk of its own. `cp`: the files are those of PostgreSQL's account."""
    data.mkdir(parents=True)
    subprocess.run(["cp", "-a", of.data / "postgres", data / "postgres"], check=True)
    made = Desk(data)
    made.start()
    return made


def told_by(program: subprocess.Popen[str]) -> list[str]:
    """The lines that it said until it ended; one that death cut short is no word."""
    said, _none = program.communicate()
    *whole, _cut_short = said.split("\n")
    return whole


def _done(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout

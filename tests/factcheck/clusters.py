"""Embedded PostgreSQLs of the tests' own; none touches that of the checkout."""

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from factcheck import postgres
from factcheck.postgres.cluster import NAME, ROLE, Cluster

CHECKOUT = Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def public_directory() -> Iterator[Path]:
    """One that everybody can reach, as a checkout usually is."""
    made = Path(tempfile.mkdtemp(prefix="factcheck-test-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def clean(data_dir: Path) -> None:
    # Stopped, not killed: a killed server's shared memory waits for its next start.
    postgres.stop(data_dir)
    ours = Cluster(data_dir)
    for directory in (ours.socket_dir, ours.home):
        shutil.rmtree(directory, ignore_errors=True)


def launcher(data_dir: Path, action: str = "start", *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "factcheck.postgres", action, "--data-dir", str(data_dir)]
    command += more
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=pipe, stderr=pipe, text=True)


def of_the_owner(url: str) -> str:
    """The owner's address, of the application's."""
    return url.replace(f"//{ROLE}@", f"//{NAME}@")


def note(url: str, text: str) -> None:
    with psycopg.connect(of_the_owner(url)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (text text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [text])


def notes(url: str) -> set[str]:
    with psycopg.connect(of_the_owner(url)) as connection:
        return {text for (text,) in connection.execute("SELECT text FROM notes")}


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited 10 s in vain"
        time.sleep(0.005)

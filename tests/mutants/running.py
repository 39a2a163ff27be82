"""A mutant at work: in a copy of the tree, with a database of its own, of which nothing is left."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.mutants.catalogue import Lifted, Mutant

ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", "__pycache__", ".*_cache")
_SECONDS = 600


@contextmanager
def copied() -> Iterator[Path]:
    with TemporaryDirectory(prefix="mutants-") as folder:
        there = Path(folder) / "tree"
        shutil.copytree(ROOT, there, ignore=_LEFT_OUT)
        yield there


@contextmanager
def database(url: str, name: str) -> Iterator[str]:
    """The address of an empty one beside the given; it and its test database go afterwards."""
    own = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    with psycopg.connect(url, autocommit=True) as here:
        try:
            _drop(here, name)
            here.execute(f'CREATE DATABASE "{name}"')
            yield own
        finally:
            _drop(here, name)


def _drop(here: psycopg.Connection, name: str) -> None:
    for each in (name, f"test_{name}"):
        here.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')


def is_noticed(mutant: Mutant | Lifted, tree: Path, url: str) -> bool:
    """Whether one of its tests fails. Copy and database are as they were afterwards."""
    with _lifted(mutant, url) if isinstance(mutant, Lifted) else _written(mutant, tree):
        return not passes(mutant.noticed_by, tree, url)


@contextmanager
def _written(mutant: Mutant, tree: Path) -> Iterator[None]:
    path = tree / mutant.file
    whole = path.read_text()
    assert whole.count(mutant.text) == 1, f"{mutant.name}: its text is not in {mutant.file}"
    path.write_text(whole.replace(mutant.text, mutant.becomes))
    try:
        yield
    finally:
        path.write_text(whole)


@contextmanager
def _lifted(mutant: Lifted, url: str) -> Iterator[None]:
    """In the test database, which stays from run to run."""
    parts = urlsplit(url)
    tests = urlunsplit(parts._replace(path=f"/test_{parts.path.removeprefix('/')}"))
    with psycopg.connect(tests, autocommit=True) as there:
        found = there.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ %s",
            [mutant.table, f"^pgtrigger_{mutant.name}_[0-9a-f]+$"],
        ).fetchall()
        assert len(found) == 1, f"{mutant.table} has no trigger {mutant.name}: {found}"
        there.execute(f'ALTER TABLE {mutant.table} DISABLE TRIGGER "{found[0][0]}"')
        try:
            yield
        finally:
            there.execute(f'ALTER TABLE {mutant.table} ENABLE TRIGGER "{found[0][0]}"')


def passes(tests: str, tree: Path, url: str) -> bool:
    """Whether these tests pass there. Raises RuntimeError where they could not be run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "--no-header", *tests.split()]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DATABASE_OWNER_URL": "",
        "SECRET_KEY": "for this run alone",
        "PYTHONPATH": str(tree),
    }
    done = subprocess.run(
        command, cwd=tree, env=environment, capture_output=True, text=True, timeout=_SECONDS
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{tests}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode == 0

"""The databases that benchmarks run on: made on first use, and kept."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent


def of_verdicts(size: int) -> str:
    """A database with so many synthetic verdicts."""
    name = f"factcheck_bench_{size}"
    if not exists(name):
        create(name)
    manage(url(name), "migrate", "--verbosity=0")
    with psycopg.connect(url(name), autocommit=True) as connection:
        (count,) = connection.execute(
            "SELECT count(*) FROM publications_publishedclaim"
        ).fetchone() or (0,)
        if count < size:
            manage(url(name), "generate_publications", f"--count={size}", f"--seed={count + 1}")
            connection.execute("VACUUM ANALYZE")
    return url(name)


def url(name: str) -> str:
    return urlunsplit(urlsplit(_admin_url())._replace(path=f"/{name}"))


def exists(name: str) -> bool:
    with psycopg.connect(_admin_url()) as connection:
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [name])
        return found.rowcount > 0


def create(name: str, *, like: str = "") -> None:
    """An empty database, or a copy of another one (by its URL), which nobody may be using."""
    copied = ""
    if like:
        copied = f' TEMPLATE "{urlsplit(like).path.lstrip("/")}" STRATEGY FILE_COPY'
    with psycopg.connect(_admin_url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{copied}')


def drop(name: str) -> None:
    with psycopg.connect(_admin_url(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _admin_url() -> str:
    given = os.environ.get("DATABASE_URL")
    if given:
        return given
    from factcheck import postgres

    postgres.ensure_running(ROOT / ".data")
    return postgres.owner_url(ROOT / ".data")


def environment(url: str) -> dict[str, str]:
    own = {"DATABASE_URL": url, "SECRET_KEY": "a key for benchmarks", "LOG_LEVEL": "ERROR"}
    return {**os.environ, **own}


def manage(url: str, *words: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT, env=environment(url), check=True, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL,
    ).stdout  # fmt: skip

"""The commands as an operator types them: back up a desk, restore it, and find a new epoch."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from factcheck import postgres
from factcheck.postgres import binaries
from factcheck.postgres.cluster import SETTINGS
from tests.factcheck.clusters import CHECKOUT, clean, launcher, of_the_owner, public_directory


def manage(url: str, *arguments: str) -> str:
    programs = binaries._installed()
    surroundings = os.environ | {
        "DATABASE_URL": url, "DATABASE_OWNER_URL": of_the_owner(url),
        "SECRET_KEY": "x" * 50, "PATH": f"{programs}:{os.environ['PATH']}",
    }  # fmt: skip
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=CHECKOUT, env=surroundings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.long
def test_a_desk_comes_back_with_a_new_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "fsync", "off")
    with public_directory() as place:
        data_dir, wal, back = place / ".data", place / "wal", place / "back"
        url = postgres.ensure_running(data_dir, wal)
        try:
            manage(url, "migrate", "--verbosity=0")
            manage(url, "generate_publications", "--count=3")
            # By DATABASE_URL, as with a PostgreSQL of one's own.
            made = manage(url, "backup", str(place / "backups"))
            manage(url, "generate_publications", "--count=2", "--seed=2")
            until = datetime.now(UTC).isoformat()
            manage(url, "generate_publications", "--count=1", "--seed=3")
            postgres.stop(data_dir)
            options = ["--wal", str(wal), "--until", until]
            process = launcher(back, "restore", *options, made)
            out, err = process.communicate()
            assert process.returncode == 0, err
            assert "make a new back-up at once" in out
            found = postgres.ensure_running(back)
            with psycopg.connect(found) as connection:
                epochs = connection.execute("SELECT number, reason FROM publications_epoch")
                _, (second, reason) = epochs.fetchall()
                count = connection.execute("SELECT count(*) FROM publications_publication")
                assert count.fetchone() == (5,)
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute("DELETE FROM publications_publication")
            assert (second, reason) == (2, f"Restored from {Path(made).name} until {until}")
            manage(found, "verify_record")

            process = launcher(back, "restore", *options, made)
            _, err = process.communicate()
            assert process.returncode == 1
            assert "Nothing is made over it" in err
        finally:
            clean(data_dir)
            clean(back)

"""The reference client keeps a copy through restarts, corrections and a restored record."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from factcheck.publications.models import Epoch
from tests.factories import partners
from tests.factories.publications import correct, publish, withdraw

CLIENT = settings.BASE_DIR / "docs" / "examples" / "sync.py"


@pytest.fixture
def sync(committed: None, address: str, tmp_path: Path) -> Callable[..., str]:
    """Run the client on its copy; what it prints."""
    _row, key = partners.key()
    command = [sys.executable, str(CLIENT), address, str(tmp_path / "copy.db")]

    def sync(*options: str, killed_after: float = 0) -> str:
        client = subprocess.Popen(
            [*command, *options], env={**os.environ, "FACTCHECK_KEY": key},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        if killed_after:
            time.sleep(killed_after)
            client.kill()
        return client.communicate(timeout=60)[0]

    return sync


def test_a_copy_follows_the_record(sync: Callable[..., str]) -> None:
    first, second = publish(), publish()
    assert sync("--verify") == "2 verdicts, equal to the record\n"
    correct(first)
    withdraw(second)
    publish()
    assert sync() == "3 verdicts\n"
    assert sync("--verify") == "3 verdicts, equal to the record\n"


def test_a_copy_that_was_changed_is_noticed(sync: Callable[..., str], tmp_path: Path) -> None:
    publish()
    sync()
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        copy.execute("UPDATE verdict SET content_hash = 'x'")
    assert "the copy differs" in sync("--verify")


def test_a_client_that_is_killed_loses_nothing(sync: Callable[..., str]) -> None:
    chance = random.Random(7)
    standing = [publish() for _ in range(5)]
    for _ in range(8):
        standing.append(publish())
        standing[0] = correct(standing[0])
        sync(killed_after=chance.random() / 4)
    assert sync("--verify") == "13 verdicts, equal to the record\n"


def test_a_restored_record_is_read_anew(sync: Callable[..., str]) -> None:
    publish()
    sync()
    Epoch.objects.create(number=2, reason="restored from a backup")
    assert sync("--verify") == "1 verdicts, equal to the record\n"

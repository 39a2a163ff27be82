"""A replica has what the first database has, and takes its place when that is gone."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from factcheck import postgres
from factcheck.postgres import PostgresUnavailable
from factcheck.postgres.cluster import SETTINGS, Cluster
from tests.factcheck.clusters import (
    clean,
    launcher,
    note,
    notes,
    of_the_owner,
    public_directory,
    wait_until,
)


class Pair:
    def __init__(self, place: Path) -> None:
        self.first, self.second = place / ".data", place / "replica"
        self.url = postgres.ensure_running(self.first)
        note(self.url, "before")

    def kill_the_first(self) -> None:
        cluster = Cluster(self.first)
        for pid in cluster.processes():
            with suppress(ProcessLookupError):  # it went with one before it
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not cluster.processes())


@pytest.fixture
def pair() -> Iterator[Pair]:
    # No machine goes down here: a busy disk is not waited for.
    with pytest.MonkeyPatch.context() as patch, public_directory() as place:
        patch.setitem(SETTINGS, "fsync", "off")
        pair = Pair(place)
        try:
            yield pair
        finally:
            postgres.ensure_running(pair.first)  # it may have been killed
            clean(pair.first)
            if (pair.second / "postgres").exists():
                clean(pair.second)


def test_it_follows_and_takes_the_place_of_one_that_is_gone(pair: Pair) -> None:
    process = launcher(pair.first, "replica", str(pair.second))
    out, err = process.communicate()
    assert process.returncode == 0, err
    replica = out.strip()
    assert replica == postgres.url(pair.second)
    postgres.wait_for_replica(pair.first, True)
    note(pair.url, "acknowledged")  # so that it is on the replica's disk, too
    wait_until(lambda: notes(replica) == {"before", "acknowledged"})
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        note(replica, "by mistake")

    with pytest.raises(PostgresUnavailable, match="Its primary still lives"):
        postgres.promote(pair.second, lambda owner: pytest.fail("an epoch was begun"))
    assert notes(replica) == {"before", "acknowledged"}
    # Whoever asks for it again finds it started, also after it was away for a while.
    postgres.stop(pair.second)
    with ThreadPoolExecutor(1) as thread:
        waits = thread.submit(note, pair.url, "while it was away")
        with pytest.raises(TimeoutError):
            waits.result(0.5)
        postgres.wait_for_replica(pair.first, False)
        waits.result(10)
    assert postgres.make_replica(pair.second, of=pair.first) == replica
    wait_until(lambda: "while it was away" in notes(replica))
    postgres.wait_for_replica(pair.first, True)
    note(pair.url, "last")

    pair.kill_the_first()
    prepared: list[str] = []
    assert postgres.promote(pair.second, prepared.append) == replica
    assert prepared == [of_the_owner(replica)]
    note(replica, "after")  # and waits for no replica of its own
    assert notes(replica) == {"before", "acknowledged", "while it was away", "last", "after"}
    with pytest.raises(PostgresUnavailable, match="follows nobody"):
        postgres.promote(pair.second, prepared.append)
    with pytest.raises(PostgresUnavailable, match="Nothing is made over it"):
        postgres.make_replica(pair.second, of=pair.second)


def test_of_one_that_is_down_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(PostgresUnavailable, match="a replica is made of one that runs"):
        postgres.make_replica(tmp_path / "replica", of=tmp_path / ".data")
    assert not (tmp_path / "replica" / "postgres").exists()

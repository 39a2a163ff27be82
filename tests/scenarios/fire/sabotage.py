"""Whoever gets in the way of writers at the database."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg

from factcheck import postgres
from tests.scenarios.fire.desks import Desk


class Saboteur(threading.Thread):
    """Cancels writers' statements and ends their connections, while a transaction that has nothing
    to do with any of it stays open, as those of others do."""

    def __init__(self, desk: Desk, seed: str) -> None:
        super().__init__(daemon=True)
        self.desk, self.chance = desk, random.Random(seed)
        self.enough = threading.Event()
        self.done = 0

    def run(self) -> None:
        while not self.enough.is_set():
            with suppress(psycopg.OperationalError), self._idler(), self._owner() as connection:
                while not self.enough.wait(self.chance.random() * 0.2):
                    self._cut_off(connection)

    def _cut_off(self, connection: psycopg.Connection) -> None:
        how = self.chance.choice(["pg_cancel_backend", "pg_terminate_backend"])
        found = connection.execute(
            f"SELECT {how}(pid) FROM (SELECT pid FROM pg_stat_activity"
            " WHERE application_name = 'writers' ORDER BY random() LIMIT 1) one"
        )
        self.done += len(found.fetchall())

    @contextmanager
    def _idler(self) -> Iterator[None]:
        with self._owner() as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT pg_current_xact_id(), count(*) FROM history_event")
            yield

    def _owner(self) -> psycopg.Connection:
        return psycopg.connect(postgres.owner_url(self.desk.data), autocommit=True)

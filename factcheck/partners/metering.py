"""Counting a request; and what is to be done about counts besides, in the background.

`take` is the one verb, for the API's views and for whoever answers in front of them.
"""

import logging
import os
import threading
from collections.abc import Sequence
from multiprocessing.util import Finalize
from time import monotonic, sleep
from typing import Any

from django.db import connection

from factcheck.partners import quota, reading, usage
from factcheck.partners.quota import Account, Grant, Run, purses, shared
from factcheck.partners.quota.purses import Tally

_SECONDS, _CLEANING_SECONDS = 5.0, 3600.0

_log = logging.getLogger(__name__)


def rows(sql: str, values: Sequence[Any]) -> list[Any]:
    """Run a statement on Django's connection."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def take(account: Account, run: Run = rows, counts: int = 1) -> Grant:
    """Count a request of this account, or as many as a large one counts as, and say whether it is
    let through. See `quota`."""
    grant = quota.take(account, run, counts)
    _keeper.wake()
    return grant


def flush() -> None:
    """Write down what this process counted until now."""
    _keeper.write_down()


class _Keeper:
    """Writes down the use of keys every few seconds, and gives back what is held without use.

    A thread of the process: it sleeps while nothing happens, begins with the first request, and
    ends with the process. A process that is killed loses what it counted in these seconds.
    """

    def __init__(self) -> None:
        self._something = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._unwritten: list[Tally] = []
        self._unread: reading.Asked = {}
        self._cleaned_at = monotonic()

    def wake(self) -> None:
        if not self._something.is_set():
            self._something.set()
            if self._thread is None:
                self._begin()

    def write_down(self) -> None:
        """Raises what the database raises; nothing is lost by it."""
        with self._lock:
            self._unwritten += purses.hand_over()
            usage.add(self._unwritten, rows)
            self._unwritten = []
            self._unread = {**self._unread, **reading.hand_over()}
            reading.add(self._unread, rows)
            self._unread = {}

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="metering", daemon=True)
                self._thread.start()
                # Unlike `atexit`, also done by the workers of a server that forks them.
                Finalize(None, self._finish, exitpriority=10)

    def _run(self) -> None:
        while self._something.wait():
            sleep(_SECONDS)
            self._something.clear()
            if self._tend(purses.IDLE):
                self._something.set()

    def _finish(self) -> None:
        if self._something.is_set():
            self._tend(0)

    def _tend(self, idle: float) -> bool:
        """Do what is due. Says whether to come again, though nothing may happen meanwhile."""
        try:
            self.write_down()
            held = purses.give_back(rows, idle=idle)
            if monotonic() - self._cleaned_at > _CLEANING_SECONDS:
                shared.clean(rows)
                self._cleaned_at = monotonic()
            return held
        except Exception as error:  # whatever it is: the next time, it may work
            _log.warning("The use of API keys is not written down yet: %s", error)
            return True
        finally:
            connection.close()


_keeper = _Keeper()


def _anew() -> None:
    """A forked child begins with nothing: its parent writes down what it counted itself."""
    global _keeper
    _keeper = _Keeper()


os.register_at_fork(after_in_child=_anew)

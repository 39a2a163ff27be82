"""Doing things really at the same moment, each in a thread and a connection of its own."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from time import monotonic, sleep
from typing import Any

from django.db import connection

from tests import raw


def together(*verbs: Callable[[], Any]) -> list[Any]:
    """Do them all at once; what each returned or raised, in their order."""
    start = Barrier(len(verbs))

    def do(verb: Callable[[], Any]) -> Any:
        start.wait()
        return verb()

    with ThreadPoolExecutor(len(verbs)) as threads:
        doing = [threads.submit(_outcome, do, verb) for verb in verbs]
    return [done.result() for done in doing]


def while_it_waits(verb: Callable[[], Any]) -> "Future[Any]":
    """Begin it in the background, and return as soon as it waits for a lock that we hold."""
    threads = ThreadPoolExecutor(1)
    doing = threads.submit(_outcome, verb)
    threads.shutdown(wait=False)
    until = monotonic() + 10
    while not raw.run(
        "SELECT 1 FROM pg_locks"
        " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)) LIMIT 1"
    ):
        assert monotonic() < until, f"it does not wait: {doing}"
        sleep(0.01)
    return doing


def _outcome(verb: Callable[..., Any], *values: Any) -> Any:
    try:
        return verb(*values)
    except Exception as error:
        return error
    finally:
        connection.close()

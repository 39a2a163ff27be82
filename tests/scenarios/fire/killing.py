"""Death of processes, at once and without a word: SIGKILL."""

import os
import random
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from factcheck.desk.server import Process
from tests.scenarios.fire.desks import Desk

Kill = Callable[[], None]


def of_the_database(desk: Desk, chance: random.Random) -> list[Kill]:
    """All of it; the postmaster alone, whose children notice; one client's process, after which
    PostgreSQL ends all others, and recovers by itself."""
    data = (desk.data / "postgres").resolve() / "data"

    def one_backend() -> None:
        with suppress(psycopg.OperationalError):  # it is just coming back
            found = desk.ask(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                " AND pid <> pg_backend_pid()"
            )
            kill([chance.choice(found)[0]] if found else [])

    return [
        lambda: kill(working_in(data)),
        lambda: kill([int((data / "postmaster.pid").read_text().split()[0])]),
        one_backend,
    ]


def of_a_program(process: Process) -> list[Kill]:
    """All of it; what it started alone, which it starts again; itself alone."""

    def whole() -> list[int]:
        main = process.pid
        return [main, *children(main)]

    return [lambda: kill(whole()), lambda: kill(whole()[1:]), lambda: kill(whole()[:1])]


def kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def children(parent: int) -> list[int]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((process / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(process.name))
    return found


def working_in(directory: Path) -> list[int]:
    """Every process that works in the directory: the database's, its children too."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").resolve() == directory:
                found.append(int(process.name))
    return found

"""Whose CPU counts: a server's processes, and PostgreSQL's that work for it."""

import os
from contextlib import suppress
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def family(pid: int) -> set[int]:
    """A process and all that it has started."""
    children: dict[int, set[int]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, ValueError):
            children.setdefault(_fields(int(process.name))[1], set()).add(int(process.name))
    found, left = set(), {pid}
    while left:
        one = left.pop()
        found.add(one)
        left |= children.get(one, set()) - found
    return found


def cpu(pids: set[int]) -> float:
    """Seconds of user and system time that these processes have used so far, and those they started
    that have ended since (a query's parallel workers)."""
    used = 0.0
    for pid in pids:
        with suppress(OSError):
            fields = _fields(pid)
            used += sum(fields[11:15]) / _TICKS
    return used


def _fields(pid: int) -> list[int]:
    """The numbers of /proc/PID/stat: [0] is 0 in place of the state, [1] the parent."""
    after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return [0, *(int(field) for field in after[1:])]


def parent(pid: int) -> int:
    return _fields(pid)[1]

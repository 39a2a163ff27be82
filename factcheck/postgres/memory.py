"""How much memory a server may count on."""

import os
from contextlib import suppress
from pathlib import Path

MB = 2**20
# As a container sees its own limit: control groups of version 2, and of 1.
_LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def shared_buffers() -> str:
    """An eighth of the memory, from 128 MB to 4 GB: the web server and the worker live beside it.

    What is used often stays in PostgreSQL's own memory then; with a million claims a search for the
    same one reads thousands of pages of its index. What is not used takes none.
    """
    return f"{min(max(_memory() // 8 // MB, 128), 4096)}MB"


def _memory() -> int:
    """Bytes: the machine's, or what a container has of them."""
    found = [os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")]
    for limit in _LIMITS:
        with suppress(OSError, ValueError):  # no such group, or "max"
            found.append(int(limit.read_text()))
    return min(found)

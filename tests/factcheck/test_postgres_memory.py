"""The embedded PostgreSQL takes its part of the memory that there is, in a container too."""

import os
from pathlib import Path

import pytest

from factcheck.postgres import memory

GB = 2**30


@pytest.mark.parametrize(
    ("machine", "limit", "taken"),
    [
        (24 * GB, None, "3072MB"),
        (24 * GB, "max", "3072MB"),
        (24 * GB, "2147483648\n", "256MB"),
        (24 * GB, "9223372036854771712\n", "3072MB"),  # version 1 says so for no limit
        (GB // 2, None, "128MB"),
        (512 * GB, None, "4096MB"),
    ],
)
def test_an_eighth_of_what_there_is(
    machine: int, limit: str | None, taken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "memory.max"
    if limit is not None:
        file.write_text(limit)
    monkeypatch.setattr(memory, "_LIMITS", (file,))
    pages = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": machine // 4096}
    monkeypatch.setattr(os, "sysconf", pages.__getitem__)
    assert memory.shared_buffers() == taken

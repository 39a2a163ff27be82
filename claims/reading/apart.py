"""Reading a page in a process apart: whatever its HTML does, the desk's own processes go on.

A limit that holds for code of other people is one that the system keeps: seconds of CPU and bytes
of memory of a process. It works in a web server's thread, and costs a quarter of a second. The
process has none of the environment's secrets.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from claims.reading.page.reading import Page, Unreadable

SECONDS = 5  # of CPU: the slowest honest page that we know takes less than one
_WAIT = 20  # seconds by the clock, on a machine that is busy with other things
_MEMORY = 1_500_000_000  # bytes
_HERE = Path(__file__).resolve().parents[2]


def read_page_apart(html: str, *, url: str = "", today: date, seconds: int = SECONDS) -> Page:
    """Read a page within the limits. Raises Unreadable, "too_heavy" among its reasons."""
    command = [sys.executable, "-m", "claims.reading.page", str(seconds), str(_MEMORY), url,
               today.isoformat()]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 -- our own command, no shell
            command, input=html.encode("utf-8", "ignore"), capture_output=True, check=False,
            timeout=_WAIT, cwd=_HERE, env={"PYTHONPATH": str(_HERE), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable("too_heavy") from None
    if done.returncode < 0:  # a signal ended it: its time was over, or its memory
        raise Unreadable("too_heavy")
    if done.returncode:
        raise Unreadable("no_page", done.stderr.decode(errors="replace")[-2000:])
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    return Page(**answer)

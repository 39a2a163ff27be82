"""One page, read in this process alone: HTML in UTF-8 on stdin, what was read as JSON on stdout.

Whatever a page does to its reader, it does here: `claims.reading.apart` starts this with limits of
time and memory, and without the server's secrets.
"""

import json
import resource
import sys
from datetime import date

from claims.reading.page.reading import Unreadable, read_page


def main() -> None:
    seconds, memory, url, today = sys.argv[1:]
    _limit(resource.RLIMIT_CPU, int(seconds))
    _limit(resource.RLIMIT_AS, int(memory))
    _limit(resource.RLIMIT_CORE, 0)
    try:
        read = read_page(sys.stdin.buffer.read().decode(), url=url, today=date.fromisoformat(today))
    except (Unreadable, MemoryError, RecursionError) as error:
        answer = {"refused": error.args[0] if isinstance(error, Unreadable) else "too_heavy"}
    else:
        answer = {"text": read.text, "fields": read.fields, "notes": read.notes}
    json.dump(answer, sys.stdout)


def _limit(kind: int, most: int) -> None:
    """Never above what the machine allows already."""
    _soft, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


main()

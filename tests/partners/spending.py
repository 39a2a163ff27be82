"""A process that spends from a limit, as one of the web server's would; for `test_processes`.

python -m tests.partners.spending '{"url": …, "subject": …, "most": …, …}'
"""

import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import psycopg

from factcheck.partners import quota
from factcheck.partners.quota import Account, Limit, purses

told = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
own = threading.local()
statements: list[str] = []


def run(sql: str, values: Sequence[Any]) -> list[Any]:
    if not hasattr(own, "connection"):
        own.connection = psycopg.connect(told["url"], autocommit=True)
    statements.append(sql)
    return own.connection.execute(sql, values).fetchall()


def account() -> Account:
    limit = Limit("test", told["subject"], told["most"], told["seconds"])
    return Account(owner=1, key="abcdefgh", limits=(limit,))


def spend(attempts: int, pause: float, through: "Counter[str]") -> None:
    """So many attempts, or until refused where that is asked for."""
    ours = account()
    for _ in range(attempts):
        grant = quota.take(ours, run)
        if grant.allowed:
            window = purses._purses[1].blocks[told["subject"]].ends
            through[str(window)] += 1
        elif told.get("until_refused"):
            return
        if pause:
            time.sleep(pause)


def fork() -> None:
    """Reserve a block, and go on with a child: each says what it got."""
    quota.take(account(), run)
    parent = os.fork()
    if not parent:
        own.__dict__.clear()  # a connection cannot be shared
    through: Counter[str] = Counter()
    spend(told["attempts"], 0, through)
    if parent:
        os.waitpid(parent, 0)
    print(through.total(), flush=True)
    os._exit(0)


def main() -> None:
    if told.get("fork"):
        fork()
    # All processes begin together.
    time.sleep(max(0.0, told["start"] - time.time()))
    counts: list[Counter[str]] = [Counter() for _ in range(told["threads"])]
    threads = [
        threading.Thread(target=spend, args=(told["attempts"], told.get("pause", 0), count))
        for count in counts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total: Counter[str] = sum(counts, Counter())
    print(json.dumps({"through": total, "statements": len(statements), "pid": os.getpid()}))


if __name__ == "__main__":
    main()

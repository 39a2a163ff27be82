"""Fair use: how many requests a key may make, counted exactly over all processes. Pure: no Django.

    grant = quota.take(account, run)
    if grant.allowed: …
    answer.headers += quota.headers(grant)

The one counter of a limit is a row in PostgreSQL (`shared`). A process reserves requests there in
small blocks and spends them by itself (`purses`), so that most requests cost no statement:

- What is reserved is never more than the limit, so what is let through is not either.
- A block is what the process used in the last second, and at most a 64th of what is left: near the
  limit each request is reserved by itself, and the last one of the limit is let through.
- What a process reserved and then has no use for is given back after two seconds, and at its end.
  One that is killed loses its block: a second of its traffic.
- A refusal is remembered until the window's end, and costs nothing.
- The database's clock ends the windows, for every process at the same moment.

`run(sql, values)` returns rows; it must commit at once. What it raises, `take` raises: without the
database nothing is let through. It has the answers as well as the counts, so there is nothing that
could be sent; and a limit that can be switched off by a flood is none.
"""

from factcheck.partners.quota.headers import headers
from factcheck.partners.quota.limits import Account, Grant, Limit, Standing, account
from factcheck.partners.quota.purses import forget, take
from factcheck.partners.quota.refusals import Refusal, refusal
from factcheck.partners.quota.shared import Run

__all__ = [
    "Account",
    "Grant",
    "Limit",
    "Refusal",
    "Run",
    "Standing",
    "account",
    "forget",
    "headers",
    "refusal",
    "take",
]

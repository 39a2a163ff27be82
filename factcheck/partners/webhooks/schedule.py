"""When a delivery is tried, and how an endpoint is treated that fails. Figures, and what follows.

Nothing here knows the time: it is handed in.
"""

import random
from datetime import datetime, timedelta

#: How long after each failed attempt the next one is made; after the last one it is a dead letter.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
#: Attempts at a challenge: who registers an endpoint is there to look.
CHALLENGES = 4
#: A wait is longer by up to this part of it, so that not all come back at one moment.
JITTER = 0.1
#: What an endpoint may ask us to wait at most (Retry-After): with one event, and with all.
LONGEST_WAIT = timedelta(hours=24)
LONGEST_REST = timedelta(hours=1)

#: One attempt, from the name to the last byte that is read of the answer.
ATTEMPT_SECONDS = 15
#: Something that is “being sent” for so long is not: whoever was at it is gone.
LOST_AFTER = timedelta(minutes=1)

#: Attempts at one endpoint at the same time; one, after so many failures in a row.
AT_ONCE, PATIENCE = 8, 10
#: How long an endpoint rests that failed so often, between single attempts.
REST = timedelta(seconds=30)
#: An endpoint without one success for so long is disabled.
DISABLED_AFTER = timedelta(days=5)


def at_once(failures: int) -> int:
    """How many attempts may be under way at an endpoint that failed so often in a row."""
    return AT_ONCE if failures < PATIENCE else 1


def next_attempt(tries: int, now: datetime, asked: float | None, most: int) -> datetime | None:
    """When to try again after so many failed tries; None: never, it is a dead letter.

    `asked` is how many seconds the endpoint asked for; `most`, how many tries there are.
    """
    if tries >= most:
        return None
    wait = WAITS[tries - 1] * random.uniform(1, 1 + JITTER)  # noqa: S311 - no secret
    return now + max(wait, min(timedelta(seconds=asked or 0), LONGEST_WAIT))


def rest(failures: int, now: datetime, asked: float | None) -> datetime | None:
    """Until when an endpoint is left alone after a failure; None: it is not."""
    wished = min(timedelta(seconds=asked or 0), LONGEST_REST)
    wait = max(wished, REST if failures >= PATIENCE else timedelta())
    return now + wait if wait else None

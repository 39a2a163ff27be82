"""What the worker does for claims."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from claims.actions import attempts, carry_out, extractions, fetches
from claims.fetching import MOST_ATTEMPTS

#: When something breaks on our side (the database is away, say); what is wrong with a page is
#: written down, and has waits of its own.
_OWN_FAULTS = RetryStrategy(max_attempts=MOST_ATTEMPTS, wait=30)


@app.task(name=fetches.TASK, retry=_OWN_FAULTS)
def fetch_page(pk: int, turn: int) -> None:
    """Fetch a page that was asked for, and store its text."""
    attempts.run(pk, turn)


@app.task(name=extractions.TASK, retry=_OWN_FAULTS)
def find_claims(extraction: int) -> None:
    """Carry out a search for claims that somebody asked for."""
    carry_out(extraction)

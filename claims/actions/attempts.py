"""What the worker does with a page that was asked for: attempts, each a step of the journal.

A job names the row and its `turn`. Whatever happens to jobs and workers (one is killed, a job is
run twice, a person asks again meanwhile), only the job of the last turn does anything, and only
while nobody else has moved the row.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from claims.actions.fetches import defer
from claims.actions.pages import Fetched, fetch_page, store_page
from claims.fetching import FETCH, LONGEST_WAIT, MOST_ATTEMPTS, WAITS, State
from claims.models import Fetch
from factcheck.errors import DeskError
from factcheck.history import journal
from factcheck.outbound.errors import BadAnswer, OutboundError


def run(pk: int, turn: int) -> None:
    """One attempt. What goes wrong with the page is written down; nothing else is raised."""
    fetch = start(pk, turn)
    if fetch is None:
        return
    # Who asked will read what went wrong.
    language = (fetch.asked_by and fetch.asked_by.language) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            store(fetch, fetch_page(fetch.url))
        except OutboundError as error:
            fail(fetch, error, retry=error.retry, after=error.after)
        except DeskError as error:
            fail(fetch, error, retry=False)


def start(pk: int, turn: int) -> Fetch | None:
    """Begin an attempt; None where this job has nothing to do any more."""
    with transaction.atomic():
        fetch = journal.lock(Fetch, pk)
        if fetch.turn != turn or fetch.status not in FETCH["start"].sources:
            return None
        if fetch.status == State.FETCHING and fetch.attempts >= MOST_ATTEMPTS:
            lost = _("The program stopped each time it read this page. Paste the article's text.")
            _give_up(fetch, lost)
            return None
        journal.change(
            fetch, FETCH.event("start"), actor=None, status=State.FETCHING,
            attempts=fetch.attempts + 1, next_try_at=None, error="",
        )  # fmt: skip
    return fetch


def store(fetch: Fetch, fetched: Fetched) -> None:
    """The page's text and the row's last step, together or not at all. Nothing where somebody has
    moved the row since it was started."""
    with transaction.atomic():
        row = journal.lock(Fetch, fetch.pk)
        if row.version != fetch.version:
            return
        stored = store_page(fetched, actor=row.asked_by, known=row.article, **row.about)
        page = fetched.page
        journal.change(
            row,
            FETCH.event("store" if stored.new_text else "keep"),
            actor=None,
            status=State.STORED if stored.new_text else State.UNCHANGED,
            article=stored.article,
            snapshot=stored.snapshot,
            http_status=page.status,
            final_url=page.url,
            size=len(page.content),
            seconds=round(page.seconds, 3),
        )


def fail(fetch: Fetch, error: DeskError, *, retry: bool, after: float | None = None) -> None:
    """Write down what went wrong, and have another attempt made where that may help: after the
    usual wait, or `after` so many seconds if the site asked for more."""
    with transaction.atomic():
        row = journal.lock(Fetch, fetch.pk)
        if row.version != fetch.version:
            return
        status = error.status if isinstance(error, BadAnswer) else None
        if not retry or row.attempts >= MOST_ATTEMPTS:
            _give_up(row, str(error), http_status=status)
            return
        asked_for = timedelta(seconds=min(after or 0, LONGEST_WAIT.total_seconds()))
        wait = max(WAITS[row.attempts - 1], asked_for)
        journal.change(
            row, FETCH.event("fail"), actor=None, reason=str(error), status=State.FAILED,
            error=str(error), http_status=status, next_try_at=timezone.now() + wait,
            turn=row.turn + 1,
        )  # fmt: skip
        defer(row)


def _give_up(row: Fetch, error: str, **more: Any) -> None:
    journal.change(
        row, FETCH.event("give_up"), actor=None, reason=error, status=State.GIVEN_UP,
        error=error, **more,
    )  # fmt: skip

"""Asking for a page, and what the worker then does: attempt by attempt, each a step of the journal.

A job names the row and its `turn`. Whatever happens to jobs and workers (one is killed, a job is
run twice, a person asks again meanwhile), only the job of the last turn does anything, and only
while nobody else has moved the row.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from claims.actions.articles import checked_date, checked_language
from claims.actions.pages import Fetched, fetch_page, store_page
from claims.fetching import FETCH, LONGEST_WAIT, MOST_ATTEMPTS, WAITS, State
from claims.models import Article, Fetch
from factcheck.accounts.permissions import require
from factcheck.errors import DeskError, Invalid
from factcheck.history import journal
from factcheck.outbound.errors import BadAnswer, OutboundError, Refused
from factcheck.outbound.targets import target

TASK = "claims.fetch_page"


def ask_for_page(url: str, *, actor: Any, article: Article | None = None, **about: Any) -> Fetch:
    """Have the worker fetch a page and store it, as a new text of `article` if that is given.

    `about` (title, publisher, author, language, published_on) outweighs what the page says. An
    address that waits already is not asked for twice. Raises Invalid for one that is not fetched.
    """
    require(actor, FETCH["ask"].permission)
    url, about = _checked_url(url), _checked(about)
    with transaction.atomic():
        known = Fetch.objects.filter(url=url).first()
        if known is None:
            known, is_new = _create(url, actor, article, about)
            if is_new:
                return known
        fetch = journal.lock(Fetch, known.pk)
        if not fetch.is_going_on:
            _ask_again(fetch, actor, about=about, article=article or fetch.article)
    return fetch


def fetch_again(pk: int, *, actor: Any, seen: int | None = None) -> Fetch:
    """Ask for a page again: at once, where the next attempt would be later. Raises Conflict while
    it is being fetched, Stale."""
    require(actor, FETCH["ask_again"].permission)
    with transaction.atomic():
        fetch = journal.lock(Fetch, pk, seen=seen)
        if not fetch.can_be_asked_again:
            raise journal.wrong_state(fetch, FETCH["ask_again"].label)
        _ask_again(fetch, actor)
    return fetch


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


# --- Asking


def _create(
    url: str, actor: Any, article: Article | None, about: dict[str, Any]
) -> tuple[Fetch, bool]:
    fetch = Fetch(url=url, status=State.WAITING, asked_by=actor, article=article, about=about)
    try:
        with transaction.atomic():
            journal.create([fetch], FETCH.event("ask"), actor=actor, state=State.WAITING)
            _defer(fetch)
    except IntegrityError:  # somebody else asked for it at this very moment
        return Fetch.objects.get(url=url), False
    return fetch, True


def _ask_again(fetch: Fetch, actor: Any, **more: Any) -> None:
    journal.change(
        fetch, FETCH.event("ask_again"), actor=actor, status=State.WAITING, asked_by=actor,
        turn=fetch.turn + 1, attempts=0, next_try_at=None, error="", http_status=None, final_url="",
        size=None, seconds=None, **more,
    )  # fmt: skip
    _defer(fetch)


def _defer(fetch: Fetch) -> None:
    """Make its job, in this transaction. What others wait for at the desk comes first."""
    job = app.configure_task(TASK, priority=-1, schedule_at=fetch.next_try_at)
    job.defer(pk=fetch.pk, turn=fetch.turn)


def _checked_url(url: str) -> str:
    try:
        return target(url.strip()).url
    except Refused as error:
        raise Invalid(url=str(error)) from None


def _checked(about: dict[str, Any]) -> dict[str, Any]:
    """What was given, in JSON's terms: told now if it is wrong, not when the page has come."""
    given = {name: value for name, value in about.items() if value}
    if language := given.get("language"):
        given["language"] = checked_language(language)
    if published_on := checked_date(given.get("published_on")):
        given["published_on"] = published_on.isoformat()
    return given


# --- The worker's steps


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
        _defer(row)


def _give_up(row: Fetch, error: str, **more: Any) -> None:
    journal.change(
        row, FETCH.event("give_up"), actor=None, reason=error, status=State.GIVEN_UP,
        error=error, **more,
    )  # fmt: skip

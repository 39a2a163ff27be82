"""Asking for a page by its address: the worker fetches it, see `attempts`."""

from typing import Any

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from claims.actions.articles import checked_date, checked_language
from claims.fetching import FETCH, State
from claims.models import Article, Fetch
from factcheck.accounts.permissions import require
from factcheck.errors import Invalid
from factcheck.history import journal
from factcheck.outbound.errors import Refused
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
        found = Fetch.objects.filter(url=url).first() or _create(url, actor, article, about)
        fetch = journal.lock(Fetch, found.pk)
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


def _create(url: str, actor: Any, article: Article | None, about: dict[str, Any]) -> Fetch:
    fetch = Fetch(url=url, status=State.WAITING, asked_by=actor, article=article, about=about)
    try:
        with transaction.atomic():
            journal.create([fetch], FETCH.event("ask"), actor=actor, state=State.WAITING)
            defer(fetch)
    except IntegrityError:  # somebody else asked for it at this very moment
        return Fetch.objects.get(url=url)
    return fetch


def _ask_again(fetch: Fetch, actor: Any, **more: Any) -> None:
    journal.change(
        fetch, FETCH.event("ask_again"), actor=actor, status=State.WAITING, asked_by=actor,
        turn=fetch.turn + 1, attempts=0, next_try_at=None, error="", http_status=None, final_url="",
        size=None, seconds=None, **more,
    )  # fmt: skip
    defer(fetch)


def defer(fetch: Fetch) -> None:
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

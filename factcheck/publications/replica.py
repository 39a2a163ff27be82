"""Where what stands is read: on the replica, as long as it has all that the primary has published.

The rules:

- Only heads and what belongs to them (verdicts, versions, lists, searches, public pages) are read
  there, and only by what asks for it: the API's reads and the views with `@may_answer`. The change
  feed, snapshots, quotas, keys, and everything of the desk know the primary alone.
- Whoever was told of a publication, by a webhook or the feed, finds it: each request first looks at
  the end of the feed on the primary, after it came in. The replica answers only if it has the same
  entry at the same number, in the same epoch, and still is a replica. So one that is behind, that
  was promoted, or that belongs to another record answers nothing.
- What the replica cannot do, the primary does. One that cannot be asked is left alone for `REST`
  seconds.
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial, wraps
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.db import Error

from factcheck.publications.statements import Rows, on, on_primary

ALIAS = "replica"
#: Seconds for which one that failed is not asked, and for which one that was found to be a replica
#: is taken for one.
REST, TRUST = 5.0, 1.0

_log = logging.getLogger(__name__)

_END = (
    "SELECT token, (SELECT max(sequence) FROM publications_feedentry)"
    " FROM publications_epoch ORDER BY number DESC LIMIT 1"
)
_WHAT = (
    "SELECT p.content_hash FROM publications_feedentry f"
    " JOIN publications_publication p ON p.id = f.publication_id WHERE f.sequence = %s"
)
_HAS = f"""
    SELECT pg_is_in_recovery(),
        (SELECT token FROM publications_epoch ORDER BY number DESC LIMIT 1), ({_WHAT})
"""  # noqa: S608 - words of our own


class End(NamedTuple):
    """The end of the change feed: the epoch, and the last entry's number, None before the first."""

    epoch: str
    sequence: int | None


@dataclass(slots=True)
class Seen:
    """What one connection to the replica was last found to have, and for how long that counts."""

    end: End | None = None
    until: float = 0.0


class Choice:
    """Where one request reads: chosen with its first statement, and kept for the others.

    `seen` belongs to the connection of `replica`, and lives as long as that.
    """

    def __init__(self, primary: Rows, replica: Rows, seen: Seen | None = None) -> None:
        self._primary, self._replica = primary, replica
        self._seen = seen or Seen()
        self._chosen: bool | None = None

    def rows(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Run a statement. Raises what the primary raises; of the replica, only that it took too
        long."""
        if self._chosen is None:
            self._chosen = _resting.over() and self._is_good()
        if self._chosen:
            try:
                return self._replica(sql, values)
            except (psycopg.Error, Error) as error:
                if isinstance(error.__cause__ or error, psycopg.errors.QueryCanceled):
                    raise  # the primary would take as long
                self._give_up(error)
        return self._primary(sql, values)

    def _is_good(self) -> bool:
        end = End(*self._primary(_END, ())[0])
        now = time.monotonic()
        if self._seen.end == end and now < self._seen.until:
            return True
        published = self._primary(_WHAT, (end.sequence,))
        try:
            is_replica, *has = self._replica(_HAS, (end.sequence,))[0]
        except (psycopg.Error, Error) as error:
            self._give_up(error)
            _resting.begin()
            return False
        if not is_replica:
            _log.warning("The replica takes writes: it was promoted, and is read no more.")
            _resting.begin()
        good = is_replica and has == [end.epoch, published[0][0] if published else None]
        self._seen.end, self._seen.until = (end, now + TRUST) if good else (None, 0.0)
        return good

    def _give_up(self, error: Exception) -> None:
        self._chosen, self._seen.end = False, None
        _log.warning("The replica does not answer, the primary does: %s", error)


class _Resting:
    """Since when this process leaves the replica alone."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self) -> None:
        self._until = time.monotonic() + REST

    def end(self) -> None:
        self._until = 0.0

    def over(self) -> bool:
        return time.monotonic() >= self._until


_resting = _Resting()
_current: ContextVar[Choice | None] = ContextVar("replica", default=None)


def is_there() -> bool:
    """Whether there is a replica at all (DATABASE_REPLICA_URL)."""
    return ALIAS in settings.DATABASES


def rows(sql: str, values: Sequence[Any]) -> list[Any]:
    """Run a statement about what stands: on the replica if this request may be answered by it."""
    choice = _current.get()
    return choice.rows(sql, values) if choice else on_primary(sql, values)


def may_answer(view: Callable[..., Any]) -> Callable[..., Any]:
    """What this view reads by `rows`, the replica may answer. A stream is read after the view has
    returned, and so from the primary."""

    @wraps(view)
    def inner(*args: Any, **kwargs: Any) -> Any:
        if not is_there():
            return view(*args, **kwargs)
        token = _current.set(Choice(on_primary, partial(on, ALIAS)))
        try:
            return view(*args, **kwargs)
        finally:
            _current.reset(token)

    return inner


def forget() -> None:
    """Ask it at once, also if it failed just now."""
    _resting.end()

"""Which verdicts a search finds, the newest first, and where its next page goes on."""

import base64
import binascii
import zlib
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.utils import timezone

from factcheck.problems import Problem
from factcheck.publications import queries, replica
from factcheck.publications.formats.google.asking import Asked
from factcheck.publications.formats.queries import languages
from factcheck.publications.search import asking, finding
from factcheck.publications.search import words as search_words

# ruff: noqa: S608 - statements are put together from this file's own words


class Found(NamedTuple):
    """A verdict that a search finds: its document, and its place, for the next page's token."""

    body: bytes
    place: tuple[Any, ...]


def find(asked: Asked, limit: int) -> list[Found]:
    """At most `limit` verdicts that stand, after the page of the token, or the offset: the best
    first where words are asked for, else the newest.

    Raises a 400 problem for a token that is broken or of another search.
    """
    conditions, values = ["status <> 'withdrawn'"], []
    for condition, given in (_in_language(asked), _recent(asked)):
        conditions.append(condition)
        values += given
    offset = 0 if asked.token else asked.offset
    if asked.query:
        return _best(asked, conditions, values, limit + offset)[offset:]
    return _newest(asked, conditions, values, limit, offset)


def token_after(found: Found, asked: Asked) -> str:
    """The token of the page that follows this verdict."""
    parts = [_fingerprint(asked), *found.place]
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _best(asked: Asked, conditions: list[str], values: list[Any], limit: int) -> list[Found]:
    words = _words(asked.query)
    if words is None:
        return []
    sql, given = finding.statement(
        words,
        limit=min(limit, finding.MOST),
        after=_searched_until(asked) if asked.token else None,
        conditions=conditions,
        values=values,
    )
    rows = map(finding.Found._make, replica.rows(sql, given))
    return [Found(row.body or b"", row.place()) for row in rows]


def _words(query: str) -> asking.Asked | None:
    """The words of a query; None where there are none. Google's are plain text, without operators,
    and may be whole paragraphs: their first words are searched."""
    plain = [word.text for word in search_words.of(query)][: asking.MOST_WORDS]
    try:
        return asking.parse(" ".join(plain))
    except ValueError:
        return None


def _newest(
    asked: Asked, conditions: list[str], values: list[Any], limit: int, offset: int
) -> list[Found]:
    if asked.token:
        conditions = [*conditions, "(first_published_at, id) < (%s, %s)"]
        values = [*values, *_published_until(asked)]
    rows = replica.rows(
        "SELECT body, first_published_at, id FROM publications_publishedclaim"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY first_published_at DESC, id DESC LIMIT %s OFFSET %s",
        [*values, limit, offset],
    )
    return [Found(body, tuple(place)) for body, *place in rows]


# --- Conditions: SQL and its values

_Condition = tuple[str, list[Any]]
_EVERYTHING: _Condition = ("true", [])


def _in_language(asked: Asked) -> _Condition:
    """The language, whatever the region, as at Google."""
    if not asked.language:
        return _EVERYTHING
    wanted = _primary(asked.language)
    tags = [tag for tag in languages() if _primary(tag) == wanted]
    if len(tags) == 1:
        return "language = %s", tags
    return "language = ANY(%s)", [tags]


def _primary(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def _recent(asked: Asked) -> _Condition:
    """The claim or the review is at most that old."""
    if not asked.max_age_days:
        return _EVERYTHING
    try:
        since = timezone.now().astimezone(UTC) - timedelta(days=asked.max_age_days)
    except OverflowError:
        return _EVERYTHING
    claimed = f"coalesce(claimed_on, '{queries.UNKNOWN_DATE}'::date) >= %s"
    # The first day is none that anything was claimed on: it stands for an unknown one.
    day = max(since.date(), date(1, 1, 2))
    return f"(first_published_at >= %s OR {claimed})", [since, day]


# --- Tokens


def _published_until(asked: Asked) -> tuple[datetime, UUID]:
    try:
        moment, id = _read_token(asked)
        place = datetime.fromisoformat(moment), UUID(id)
    except (ValueError, TypeError, AttributeError):
        raise _broken() from None
    if place[0].tzinfo is None:
        raise _broken()
    return place


def _searched_until(asked: Asked) -> finding.Place:
    try:
        rank, number, begun = _read_token(asked)
    except ValueError:
        raise _broken() from None
    whole = all(type(each) is int and 0 <= each < 2**63 for each in (number, begun))
    if not isinstance(rank, float) or not whole:
        raise _broken()
    return finding.Place(rank, number, begun)


def _read_token(asked: Asked) -> list[Any]:
    try:
        padded = asked.token + "=" * (-len(asked.token) % 4)
        fingerprint, *place = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError):
        raise _broken() from None
    if fingerprint != _fingerprint(asked):
        raise _refused("it belongs to another search: keep everything else while you page.")
    return place


def _broken() -> Problem:
    return _refused("it is no token of ours: send nextPageToken exactly as it was.")


def _fingerprint(asked: Asked) -> int:
    return zlib.crc32(repr(asked.subject).encode())


def _refused(why: str) -> Problem:
    return Problem("invalid-parameter", f"pageToken: {why}", parameter="pageToken")

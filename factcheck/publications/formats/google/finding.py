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
from factcheck.publications import queries
from factcheck.publications.formats.google.asking import Asked
from factcheck.publications.formats.queries import languages

# ruff: noqa: S608 - statements are put together from this file's own words

_MOST_WORDS = 50


class Found(NamedTuple):
    """A verdict that a search finds: its place in the order, and its document."""

    first_published_at: datetime
    id: UUID
    body: bytes


def find(asked: Asked, limit: int) -> list[Found]:
    """At most `limit` verdicts that stand, after the page of the token, or the offset.

    Raises a 400 problem for a token that is broken or of another search.
    """
    conditions, values = ["status <> 'withdrawn'"], []
    for condition, given in (_in_language(asked), _recent(asked), _about(asked.query)):
        conditions.append(condition)
        values += given
    offset = asked.offset
    if asked.token:
        conditions.append("(first_published_at, id) < (%s, %s)")
        values += _read_token(asked)
        offset = 0
    rows = queries.django_rows(
        "SELECT first_published_at, id, body FROM publications_publishedclaim"
        f" WHERE {' AND '.join(conditions)}"
        " ORDER BY first_published_at DESC, id DESC LIMIT %s OFFSET %s",
        [*values, limit, offset],
    )
    return [Found(*row) for row in rows]


def token_after(found: Found, asked: Asked) -> str:
    """The token of the page that follows this verdict."""
    parts = [_fingerprint(asked), found.first_published_at, found.id]
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


# --- Conditions: SQL and its values

_Condition = tuple[str, list[Any]]
_EVERYTHING: _Condition = ("true", [])


def _about(query: str) -> _Condition:
    """INTERIM: every word, in headline, claim or claimant. It reads each document there is.

    To be replaced by `search.finding.statement`, in `find`: the other conditions go into its
    `conditions`, and its `Place` into the token.
    """
    said = "concat_ws(' ', headline, claimant, convert_from(body, 'UTF8')::json #>> '{claim,text}')"
    words = sorted(set(query.casefold().split()))[:_MOST_WORDS]
    if not words:
        return _EVERYTHING
    return " AND ".join([f"{said} ILIKE %s"] * len(words)), [_anywhere(word) for word in words]


def _anywhere(word: str) -> str:
    for special in ("\\", "%", "_"):
        word = word.replace(special, "\\" + special)
    return f"%{word}%"


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


def _read_token(asked: Asked) -> tuple[datetime, UUID]:
    try:
        padded = asked.token + "=" * (-len(asked.token) % 4)
        fingerprint, moment, id = orjson.loads(
            base64.b64decode(padded, altchars=b"-_", validate=True)
        )
        place = datetime.fromisoformat(moment), UUID(id)
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise _refused("it is no token of ours: send nextPageToken exactly as it was.") from None
    if fingerprint != _fingerprint(asked) or place[0].tzinfo is None:
        raise _refused("it belongs to another search: keep everything else while you page.")
    return place


def _fingerprint(asked: Asked) -> int:
    return zlib.crc32(repr(asked.subject).encode())


def _refused(why: str) -> Problem:
    return Problem("invalid-parameter", f"pageToken: {why}", parameter="pageToken")

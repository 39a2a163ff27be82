"""What each read of the record answers, whoever carries the answer: a view, or the fast way.

Nothing here knows a framework: what came in is `Asked`, what is found is `Found`; what is wrong is
raised as a Problem.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.conf import settings

from factcheck.problems import Problem
from factcheck.publications import queries, replica
from factcheck.publications.api import cursors, pages, parameters, searching
from factcheck.publications.api.answers import ASK_AGAIN, Found
from factcheck.publications.document import CANONICAL_RATINGS, KINDS, timestamp
from factcheck.publications.queries import Change, Head, Selection, Version
from factcheck.publications.statements import Rows, on_primary

LIMIT = parameters.number("limit", "How many at most.", default=50, most=500)
FEED_LIMIT = parameters.number("limit", "How many at most.", default=500, most=1000)
CURSOR = parameters.text("cursor", "The `next` of an earlier answer, exactly as it was given.")

FILTERS = (
    parameters.text("language", "BCP 47 tag of the verdict, such as `fr`."),
    parameters.text(
        "rating", f"A canonical rating ({', '.join(CANONICAL_RATINGS)}) or the desk's own code."
    ),
    parameters.text("topic", "A topic, exactly."),
    parameters.text("claimant", "The name of who said it, exactly."),
    parameters.text("publisher", "The name of a site where it was said, exactly."),
    parameters.text("article_url", "The address of an article in which it was said, exactly."),
    parameters.day("claimed_from", "Said on this day or later."),
    parameters.day("claimed_to", "Said on this day or earlier."),
    parameters.moment("published_from", "First published at this time or later."),
    parameters.moment("published_to", "First published at this time or earlier.", end=True),
    parameters.moment("updated_from", "Last corrected, or first published, then or later."),
    parameters.moment(
        "updated_to", "Last corrected, or first published, then or earlier.", end=True
    ),
    parameters.choice("status", "Only these; `withdrawn` is shown only when asked for.", KINDS),
)
ORDER = parameters.choice(
    "order",
    "By first publication or by the claim's date (unknown dates as the oldest); `-` newest first.",
    ("-published", "published", "-claimed", "claimed"),
)
_NOTHING_ESCAPED = re.compile(r"[A-Za-z0-9_.=&*-]*", re.ASCII)
QUERY = parameters.text(
    "q", 'Words that all must be there, in any form: `emploi "taux de chômage" vaccin* -grippe`.'
)
HIGHLIGHTS = parameters.choice(
    "highlights", "With `q`: whether to tell where the words stand.", ("true", "false")
)
LIST = (QUERY, HIGHLIGHTS, *FILTERS, ORDER, LIMIT, CURSOR)
_NO_FILTERS = {parameter.name for parameter in (QUERY, HIGHLIGHTS, ORDER, LIMIT, CURSOR)}
FEED = (CURSOR, FEED_LIMIT)


@dataclass(frozen=True, slots=True)
class Asked:
    """A read as it came. `has_copy`: the client sent a tag, and perhaps wants no bytes.

    `rows` runs a statement about what stands, `exact` one about the change feed: on the primary.
    """

    path: str
    query: str
    has_copy: bool = False
    rows: Rows = replica.rows
    exact: Rows = on_primary


def verdicts(asked: Asked) -> Found:
    """A page of the verdicts that stand, by filters or words."""
    return pages.of_list(
        f"{asked.path}?{asked.query}",
        lambda: queries.feed(rows=asked.exact),
        lambda: _verdicts(asked),
    )


def _verdicts(asked: Asked) -> Found:
    given = parameters.read(asked.query, LIST)
    selection = _selection(given)
    limit = given.get("limit", LIMIT.schema["default"])
    if "q" in given:
        return _searched(asked, given, selection, limit)
    selection = _continued(given, selection)
    # One more than asked for tells whether another page follows.
    listed = queries.page(selection, limit + 1, bodies=not asked.has_copy, rows=asked.rows)

    def body() -> bytes:
        found = queries.page(selection, limit + 1, rows=asked.rows) if asked.has_copy else listed
        bodies = [body or b"" for _hash, body in found]
        more = len(bodies) > limit
        following = cursors.after_verdict(bodies[limit - 1], selection) if more else None
        return _page(bodies[:limit], _next(asked, following))

    return Found(hash_of(content_hash for content_hash, _body in listed), body)


def _searched(asked: Asked, given: dict[str, Any], selection: Selection, limit: int) -> Found:
    """A page of what is found by words, the best first; `matches` says why, in the same order."""
    if "order" in given:
        raise Problem("invalid-parameter", "order: With q, the best come first.", parameter="order")
    words = searching.words(given["q"])
    marks = given.get("highlights") != "false"
    rows = searching.page(
        words, selection, given.get("cursor"), limit + 1, marks=marks, rows=asked.rows
    )
    shown = rows[:limit]

    def body() -> bytes:
        more = len(rows) > limit
        following = _next(asked, searching.following(words, selection, shown[-1]) if more else None)
        if marks:
            following |= {"matches": [searching.match(words, row) for row in shown]}
        return _page([row.body or b"" for row in shown], following)

    return Found(hash_of([str(marks), *(row.content_hash for row in rows)]), body)


def verdict(asked: Asked, id: UUID) -> Found:
    """One verdict as it stands, or its tombstone."""
    parameters.read(asked.query, ())
    head = _head(queries.current(id, body=not asked.has_copy, rows=asked.rows), id)

    def body() -> bytes:
        return head.body or _head(queries.current(id, rows=asked.rows), id).body or b""

    return Found(head.content_hash, body, modified=head.updated_at)


def versions(asked: Asked, id: UUID) -> Found:
    """Every version of a verdict, oldest first, with its hashes."""
    parameters.read(asked.query, ())
    found = queries.history(id, rows=asked.rows)
    if not found:
        raise _unknown(id)
    return Found(
        hash_of(version.content_hash for version in found),
        lambda: orjson.dumps({"results": [_version(version) for version in found]}),
        modified=found[-1].published_at,
    )


def changes(asked: Asked) -> Found:
    """A page of the change feed after a cursor."""
    given = parameters.read(asked.query, FEED)
    feed = queries.feed(rows=asked.exact)
    cursor = given.get("cursor")
    start = cursors.read_sequence(cursor, feed) if cursor else 0
    limit = given.get("limit", FEED_LIMIT.schema["default"])
    # The feed has no gaps and only grows: these two numbers say what the page holds, for good.
    end = min(start + limit, feed.last)

    def results() -> bytes:
        found = queries.changes_since(start, end - start, rows=asked.exact)
        return b",".join(map(_change, found))

    def body() -> bytes:
        following = _next(asked, cursors.after_change(feed, end))
        return _page([pages.of_feed((feed.epoch, start, end), results)], following)

    return Found(hash_of([feed.epoch, str(start), str(end)]), body, cache=ASK_AGAIN)


def _selection(given: dict[str, Any]) -> Selection:
    parameters.in_order(given, "claimed", "published", "updated")
    filters = {name: given[name] for name in given if name not in _NO_FILTERS}
    if filters.get("rating") in CANONICAL_RATINGS:
        filters["rating_canonical"] = filters.pop("rating")
    order = given.get("order", "-published")
    return Selection(filters, order.removeprefix("-"), order.startswith("-"))


def _continued(given: dict[str, Any], selection: Selection) -> Selection:
    if "cursor" not in given:
        return selection
    return replace(selection, after=cursors.read_position(given["cursor"], selection))


def _head(head: Head | None, id: UUID) -> Head:
    if head is None:
        raise _unknown(id)
    return head


def _unknown(id: UUID) -> Problem:
    return Problem("not-found", f"No verdict was published under the id {id}.")


def _page(items: Iterable[bytes], following: dict[str, Any]) -> bytes:
    return b'{"results":[' + b",".join(items) + b"]," + orjson.dumps(following)[1:]


def _next(asked: Asked, cursor: str | None) -> dict[str, Any]:
    if cursor is None:
        return {"next": None, "next_url": None}
    return {
        "next": cursor,
        "next_url": f"{settings.PUBLIC_BASE_URL}{asked.path}?{_with_cursor(asked.query, cursor)}",
    }


def _with_cursor(query: str, cursor: str) -> str:
    if _NOTHING_ESCAPED.fullmatch(query):  # by far the most, and several times faster
        kept = [part for part in query.split("&") if part and not part.startswith("cursor=")]
        return "&".join([*kept, f"cursor={cursor}"])
    return urlencode(dict(parameters.pairs(query)) | {"cursor": cursor})


def _change(change: Change) -> bytes:
    facts = {
        "sequence": change.sequence,
        "kind": change.kind,
        "id": change.verdict,
        "version": change.version,
        "published_at": timestamp(change.published_at),
    }
    return orjson.dumps(facts)[:-1] + b',"document":' + change.body + b"}"


def _version(version: Version) -> dict[str, Any]:
    """Its facts; what does not apply is null, as everywhere in the API."""
    facts = version._asdict() | {"published_at": timestamp(version.published_at)}
    return {name: None if value == "" else value for name, value in facts.items()}


def hash_of(parts: Iterable[str]) -> str:
    return hashlib.sha256(",".join(parts).encode()).hexdigest()[:40]

"""How far each key has read the change feed: the cursor that it asked with last.

A client that keeps a copy stores a cursor together with what came before it, so what it asks for
next tells what it has. Noted in memory, which costs a request nothing, and written down in batches
with the usage.
"""

from collections.abc import Mapping
from time import monotonic
from urllib.parse import parse_qs

from factcheck.partners.quota import Run
from factcheck.problems import Problem
from factcheck.publications import queries
from factcheck.publications.api import cursors

FEED = "/api/v1/changes/"

#: By key: the query string, and when it was asked.
Asked = Mapping[str, tuple[str, float]]

_asked: dict[str, tuple[str, float]] = {}

_PUT = """
    INSERT INTO partners_keyreading AS r (key_id, position, asked_at)
    SELECT k.id, t.position, clock_timestamp() - make_interval(secs => t.age)
      FROM unnest(%s::text[], %s::bigint[], %s::float8[]) AS t (key, position, age)
      JOIN partners_apikey k ON k.public_id = t.key
     ORDER BY k.id
        ON CONFLICT (key_id) DO UPDATE
       SET position = excluded.position, asked_at = excluded.asked_at
     WHERE excluded.asked_at > r.asked_at
    RETURNING key_id
"""


def note(key: str, path: str, query: str) -> None:
    """A request that was let through."""
    if path == FEED:
        _asked[key] = query, monotonic()


def hand_over() -> Asked:
    """What was noted since the last time."""
    global _asked
    asked, _asked = _asked, {}
    return asked


def add(asked: Asked, run: Run) -> None:
    """Write it down. A cursor that was refused says nothing."""
    if not asked:
        return
    feed = queries.feed(rows=run)
    found = []
    for key, (query, at) in list(asked.items()):
        position = _position(query, feed)
        if position is not None:
            found.append((key, position, monotonic() - at))
    if found:
        run(_PUT, [list(column) for column in zip(*found, strict=True)])


def _position(query: str, feed: queries.Feed) -> int | None:
    try:
        given = parse_qs(query, max_num_fields=100).get("cursor")
        return cursors.read_sequence(given[0], feed) if given else 0
    except (Problem, ValueError):
        return None

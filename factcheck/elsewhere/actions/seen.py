"""What this import has seen already: in PostgreSQL, because a feed may have millions of items."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection


@contextmanager
def table() -> Iterator[None]:
    """A table of this connection's own, for as long as the import takes."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.elsewhere_seen")
        cursor.execute("CREATE TEMPORARY TABLE elsewhere_seen (item bytea PRIMARY KEY)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE pg_temp.elsewhere_seen")


def first_time(items: Sequence[bytes]) -> set[bytes]:
    """Those of these that are seen for the first time; from now on they are known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pg_temp.elsewhere_seen SELECT DISTINCT unnest(%s::bytea[])"
            " ON CONFLICT DO NOTHING RETURNING item",
            [list(items)],
        )
        return {bytes(item) for (item,) in cursor.fetchall()}

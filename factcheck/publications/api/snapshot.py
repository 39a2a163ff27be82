"""Everything at once, for a partner's first copy: one consistent read, a verdict a line (NDJSON).

The last line tells how many there were and the cursor to go on from in the change feed; a download
without it is not whole.
"""

from collections.abc import Iterator

import orjson
import psycopg
from psycopg import pq

from factcheck.publications import connections, queries, streams
from factcheck.publications.api import cursors
from factcheck.publications.queries import Feed

NDJSON = "application/x-ndjson"
_ROWS = 500


class Snapshot:
    """A read of the whole record as it stands now: iterate over it for its lines, some hundred at a
    time, and close it. `feed` is where the change feed stands in it. Raises
    `streams.Busy`.
    """

    def __init__(self) -> None:
        self._open = False
        streams.take()
        try:
            self._connection = connections.connect()
            self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            self._connection.read_only = True
            self.feed: Feed = queries.feed(rows=self._rows)
        except BaseException:
            streams.give_back()
            raise
        self._open = True

    def __iter__(self) -> Iterator[bytes]:
        count = 0
        try:
            with self._connection.cursor(name="snapshot") as cursor:
                cursor.format = pq.Format.BINARY
                cursor.itersize = _ROWS
                cursor.execute("SELECT body FROM publications_publishedclaim ORDER BY id")
                while rows := cursor.fetchmany(_ROWS):
                    count += len(rows)
                    yield b"".join(body + b"\n" for (body,) in rows)
            following = cursors.after_change(self.feed, self.feed.last)
            yield orjson.dumps({"verdicts": count, "next": following}) + b"\n"
        finally:
            self.close()

    def close(self) -> None:
        """End the read, and let the next one begin."""
        if self._open:
            self._open = False
            self._connection.close()
            streams.give_back()

    __del__ = close

    def _rows(self, sql: str, values: object) -> list[tuple[object, ...]]:
        return self._connection.execute(sql, values, binary=True).fetchall()  # type: ignore[call-overload]

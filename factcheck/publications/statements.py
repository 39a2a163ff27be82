"""Running a statement of ours on Django's connection to a database.

Results come in PostgreSQL's binary format: a `bytea` as text is hexadecimal, twice the size.
"""

from collections.abc import Callable, Sequence
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import pq

#: Runs a statement with its values, and gives its rows.
Rows = Callable[[str, Sequence[Any]], list[Any]]


def on(alias: str, sql: str, values: Sequence[Any]) -> list[Any]:
    """On the database of this alias."""
    connection = connections[alias]
    connection.ensure_connection()
    # Django's own cursors bind in the client, and those cannot ask for binary results.
    cursor: Any = psycopg.Cursor(connection.connection)
    cursor.format = pq.Format.BINARY
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    with wrap(cursor) as wrapped:
        wrapped.execute(sql, values)
        return wrapped.fetchall()


def on_primary(sql: str, values: Sequence[Any]) -> list[Any]:
    """On the database that is written to: it is never behind."""
    return on(DEFAULT_DB_ALIAS, sql, values)

"""A statement that fails in the middle of a verb, as PostgreSQL lets it fail, and what is left."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction

#: What writes: also the function by which jobs are made.
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|COPY|MERGE|WITH\b.*\b(INSERT|UPDATE|DELETE)\b)"
                     r"|.*procrastinate_\w+\(", re.IGNORECASE | re.DOTALL)  # fmt: skip
_BREAK = "DO $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$"


class Writes:
    """Counts what writes; the statement of number `fails` (from 0) fails instead: in PostgreSQL,
    or on the way there, which leaves what a transaction did before as it is."""

    def __init__(self, fails: int | None = None, *, on_the_way: bool = False) -> None:
        self.fails, self.count, self.on_the_way = fails, 0, on_the_way

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.is_write(sql):
            return execute(sql, params, many, context)
        self.count += 1
        if self.count - 1 == self.fails:
            if self.on_the_way:
                raise OperationalError("The connection is lost.")
            return execute(_BREAK, None, False, context)
        return execute(sql, params, many, context)

    @staticmethod
    def is_write(sql: Any) -> bool:
        return bool(_WRITES.match(str(sql)))


def writes_of(verb: Callable[[], Any]) -> int:
    """How many statements of it write. It is done, and then as if it had not been."""
    counting = Writes()
    with undone(), connection.execute_wrapper(counting):
        verb()
    return counting.count


@contextmanager
def undone() -> Iterator[None]:
    """Undone whatever state an error has left the connection in: no block of ours stands between
    the verb and what it leaves."""
    place, waiting = transaction.savepoint(), len(connection.run_on_commit)
    try:
        yield
    finally:
        connection.needs_rollback = False
        transaction.savepoint_rollback(place)
        del connection.run_on_commit[waiting:]


def left_by(verb: Callable[[], Any], fails: int) -> str:
    """What is left when its write of this number fails: "" where that is nothing at all."""
    before, waiting = everything(), len(connection.run_on_commit)
    with undone():
        try:
            with connection.execute_wrapper(Writes(fails)):
                verb()
        except Exception as error:
            told = str(error)
        else:
            return "It went on as if nothing had happened."
        if connection.needs_rollback:  # no block of the verb's own was around what failed
            return "" if fails == 0 else f"It is not one transaction: {told}"
        if len(connection.run_on_commit) != waiting:
            return "Something is still to be done on commit."
        after = everything()
    return ", ".join(table for table in before if before[table] != after[table])


def everything() -> dict[str, Any]:
    """A sum over every table of the database."""
    tables = [
        table
        for table in connection.introspection.table_names()
        if table not in ("django_migrations", "django_content_type", "auth_permission")
    ]
    sums = [f"(SELECT sum(hashtextextended(t::text, 0)) FROM {table} t)" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sums)}")
        return dict(zip(tables, cursor.fetchone(), strict=True))

"""The connection is lost in the middle of a verb, or its commit is refused: PostgreSQL's own end of
a transaction, not one that a test plays. Nothing is left, and the verb can be done again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection
from procrastinate.exceptions import ConnectorException

from factcheck.history import replay
from factcheck.publications import verification
from tests import raw
from tests.atomic.cases import CASES, Desk, desk
from tests.atomic.failing import Writes, everything
from tests.seeds import chance

#: Those with the most to lose: each writes to several rooms.
VERBS = [
    "reviews.actions.publishing.publish",
    "reviews.actions.withdrawing.withdraw",
    "reviews.actions.editing.edit",
    "claims.actions.triage.merge",
    "claims.actions.attempts.store",
    "factcheck.partners.webhooks.actions.changing.delete",
]
_REFUSE = """
    CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
    CREATE CONSTRAINT TRIGGER zz_refuse_commit AFTER INSERT ON history_event
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit();
"""


@contextmanager
def _commits_refused() -> Iterator[None]:
    raw.run(_REFUSE)
    try:
        yield
    finally:
        raw.run("DROP TRIGGER zz_refuse_commit ON history_event; DROP FUNCTION refuse_commit()")


@pytest.fixture
def world(committed: None) -> Desk:
    return desk()


class Cut(Writes):
    """Ends the connection at the server instead of letting the write of this number through."""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.count == self.fails and self.is_write(sql):
            _terminate(connection.connection.info.backend_pid)
        return super().__call__(execute, sql, params, many, context)


def _terminate(pid: int) -> None:
    given = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    facts = {name: given[name] for name in names if given.get(name)}
    with psycopg.connect(**facts, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def _holds() -> bool:
    return not [*replay.differences(), *verification.differences()]


def _cut(verb: Callable[[], Any], number: int) -> bool:
    """Whether it came so far."""
    cutting = Cut(number)
    try:
        with connection.execute_wrapper(cutting):
            verb()
    except (DatabaseError, ConnectorException):  # of a statement, of a job that is made
        connection.close()
        return True
    return False


def _is_lost(world: Desk, name: str, numbers: Iterator[int]) -> None:
    verb = CASES[name](world)
    before = everything()
    for number in numbers:
        if not _cut(verb, number):
            break
        assert everything() == before, (name, number)
    else:
        verb()
    assert everything() != before
    assert _holds()


def test_a_verdict_is_published_whole_or_not_at_all(world: Desk) -> None:
    """The commit is refused, and then the connection lost in the middle; then it is published."""
    with _commits_refused():
        before = everything()
        with pytest.raises(DatabaseError, match="No space left"):
            CASES[VERBS[0]](world)()
        assert everything() == before
    _is_lost(world, VERBS[0], iter([0, chance("lost").randrange(6)]))


@pytest.mark.long
@pytest.mark.parametrize("name", VERBS)
def test_a_connection_that_is_lost_anywhere(world: Desk, name: str) -> None:
    _is_lost(world, name, iter(range(100)))

"""Raw SQL, as somebody types it who has the password of the tables' owner, and no patience with the
desk."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from factcheck.history.models import Tracked
from tests import role


def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run it, after what the commits before would have left checked."""
    connection.check_constraints()
    with role.owner(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def undone() -> Iterator[None]:
    """Do it, and then as if it had not been done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def refused(match: str | None = None) -> AbstractContextManager[Any]:
    return pytest.raises(IntegrityError, match=match)


def tamper(statement: str, *values: Any) -> None:
    """Change rows as an owner of the tables can, past every trigger."""
    with pgtrigger.ignore():
        run(statement, *values)


def forge(
    row: Tracked,
    verb: str,
    to_state: str = "",
    *,
    from_state: str | None = None,
    version: int | None = None,
    actor: Any = None,
) -> None:
    """Write an event that never happened; by default one that fits the row as it stands."""
    run(
        "INSERT INTO history_event"
        " (verb, subject, version, actor_id, from_state, to_state, reason, data)"
        " VALUES (%s, %s, %s, %s, %s, %s, '', '{}')",
        verb,
        row.uid,
        row.version + 1 if version is None else version,
        actor and actor.pk,
        getattr(row, "status", "") if from_state is None else from_state,
        to_state,
    )


def everything() -> list[Any]:
    """Every row that the desk keeps, to see that nothing was written."""
    tables = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ("history", "claims", "reviews", "publications")
    ]
    return run(
        " UNION ALL ".join(f"SELECT '{table}', t::text FROM {table} t" for table in tables)
        + " ORDER BY 1, 2"
    )

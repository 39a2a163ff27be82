"""Whom the tests are to PostgreSQL: the application's role, as on a desk, and the owner on demand.

The owner signs in, makes the test database and migrates it; from then on each of its connections
begins as the role (`SET ROLE`), so that what it does is refused as it would be to the application.
Only so can a test alter, as the owner, what its own transaction has not committed yet.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import dj_database_url
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError

from factcheck import ownership
from factcheck.history import grants

#: What whoever gives but one address (that of an owner) gets; on the embedded server it is there.
ROLE = ownership.role() or "factcheck_app"


def be_the_owner() -> None:
    """From now on every new connection of this process is the owner's, of any thread."""
    if settings.DATABASE_OWNER_URL:
        given = dj_database_url.parse(settings.DATABASE_OWNER_URL)
        for key in ("USER", "PASSWORD", "HOST", "PORT"):
            connection.settings_dict[key] = given[key]
        settings.DATABASE_OWNER_URL = ""  # there is no other
    _begin_as("")


def be_the_role() -> None:
    """From now on every new connection of this process begins as the application's role."""
    for statement in (f'CREATE ROLE "{ROLE}" LOGIN', f'GRANT "{ROLE}" TO CURRENT_USER'):
        # It is there, or another process of the run is making it now.
        with suppress(ProgrammingError, IntegrityError), transaction.atomic():
            _run(statement)
    grants.give(ROLE)
    _begin_as(f"-c role={ROLE}")


@contextmanager
def owner() -> Iterator[None]:
    """Be the owner within this connection. Triggers bind an owner too, until it ignores them."""
    if _run("SHOW role") == ("none",):  # we are, already
        yield
        return
    _run("SET ROLE NONE")
    try:
        yield
    finally:
        _run("RESET ROLE")


def _begin_as(options: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict["OPTIONS"]["options"] = options


def _run(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None

"""Who owns the tables, and how what only their owner may do is done.

The application signs in (DATABASE_URL) as a role that owns nothing: it can neither alter the record
nor switch off what guards it. What takes the owner (migrations, an index's settings) is done within
`owning`, on a connection of its own, by DATABASE_OWNER_URL. Who has only one address is the owner.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import dj_database_url
from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

# Where there is no table yet, the owner is who may make one.
_ASK = """
    SELECT coalesce(
        (SELECT pg_has_role(relowner, 'USAGE') FROM pg_class
          WHERE oid = to_regclass('public.django_migrations')),
        has_schema_privilege('public', 'CREATE'))"""


def role() -> str:
    """Whom the application signs in as, where that is not the owner; else an empty string."""
    if not settings.DATABASE_OWNER_URL:
        return ""
    given = settings.DATABASES[DEFAULT_DB_ALIAS]["USER"]
    return "" if given == dj_database_url.parse(settings.DATABASE_OWNER_URL)["USER"] else given


def is_ours() -> bool:
    """Whether we own the tables, or could: then nothing that guards them binds us."""
    return bool(_one(_ASK))


def complaints() -> list[str]:
    """What is wrong with whom we sign in as, as sentences; one statement."""
    if is_ours():
        return [
            "The application signs in as the owner of its tables, who can alter the record: give it"
            " a role of its own (docs/operators.md)."
        ]
    return []


@contextmanager
def owning() -> Iterator[None]:
    """Be the owner of the tables in this thread, on another connection. Commands use it.

    Raises CommandError when nobody says who that is.
    """
    if not settings.DATABASE_OWNER_URL:
        _check()
        yield
        return
    ours = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = _as_owner(ours.settings_dict)
    try:
        _check()
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = ours


def _as_owner(ours: dict[str, Any]) -> BaseDatabaseWrapper:
    given = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    # No pool: there is one connection, and it ends with the work.
    of_owner = {key: given[key] for key in ("USER", "PASSWORD", "HOST", "PORT")}
    theirs = {**ours, **of_owner, "OPTIONS": given.get("OPTIONS", {})}
    return load_backend(ours["ENGINE"]).DatabaseWrapper(theirs, DEFAULT_DB_ALIAS)


def _check() -> None:
    if not is_ours():
        raise CommandError(
            f"The database's role {_one('SELECT current_user')} does not own the tables, and this"
            " takes their owner: name that role's address in DATABASE_OWNER_URL"
            " (docs/operators.md) and run it again."
        )


def _one(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]

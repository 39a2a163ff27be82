"""Trying what a table tells: as somebody of these roles, with a look at what was written."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection

from factcheck.accounts.models import User
from factcheck.errors import Conflict, DeskError, NotAllowed
from tests.allowed.tables import CONFLICT, DONE, NOT_ALLOWED, Outcome


def become(person: User, roles: Iterable[str]) -> User:
    """The same person, with these roles and no others."""
    roles = set(roles)
    User.objects.filter(pk=person.pk).update(is_superuser="superuser" in roles)
    again = User.objects.get(pk=person.pk)
    again.groups.set([_groups()[role] for role in roles - {"superuser"}])
    return again


@cache
def _groups() -> dict[str, int]:
    return dict(Group.objects.values_list("name", "pk"))


def outcome_of(refusal: DeskError | None) -> Outcome:
    """What came out, by the kind of refusal. Raises one that no table of people speaks of."""
    if refusal is None:
        return DONE
    if isinstance(refusal, NotAllowed):
        return NOT_ALLOWED
    if isinstance(refusal, Conflict):
        return CONFLICT
    raise refusal


def footprint(tables: Sequence[str]) -> Any:
    """What stands in these tables: the same before and after where nothing was done. Rows that are
    only ever appended are counted."""
    parts = [
        f"(SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM {table} t)" for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM history_event), {', '.join(parts)}")
        return cursor.fetchone()

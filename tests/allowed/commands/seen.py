"""What a command did, as the database tells: rows, events, states, and whose name stands where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from factcheck.accounts.models import User
from factcheck.history.models import Event, Tracked


@dataclass(frozen=True)
class Seen:
    """`tables`: a hash of all rows, by table. `states`: of each row that has one. `people`: who is
    at the desk. `named`: how many rows of a column name somebody, by column and person."""

    tables: Mapping[str, str]
    states: Mapping[Any, str]
    people: Mapping[int, str]
    named: Mapping[tuple[str, int], int]
    last_event: int


def look() -> Seen:
    connection.check_constraints()  # what is left for the commit is done now
    last = Event.objects.order_by("-id").values_list("id", flat=True).first() or 0
    people = dict(User.objects.values_list("pk", "username"))
    return Seen(_tables(), _states(), people, _named(), last)


def changed(before: Seen, after: Seen) -> set[str]:
    """The tables that are not as they were; the journal is looked at by itself."""
    return {name for name, rows in after.tables.items() if rows != before.tables[name]}


def events_since(before: Seen) -> list[Event]:
    return list(Event.objects.filter(id__gt=before.last_event).order_by("id"))


def _tables() -> dict[str, str]:
    return _rows(
        " UNION ALL ".join(
            f"SELECT '{name}', coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')"
            f" FROM {name} t"
            for name in _names()
        )
    )


@cache
def _names() -> list[str]:
    every = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted(every - {"history_event"})


def _states() -> dict[Any, str]:
    found: dict[Any, str] = {}
    for model in apps.get_models():
        if issubclass(model, Tracked) and any(f.name == "status" for f in model._meta.fields):
            rows: Any = model._default_manager.all()
            found |= dict(rows.values_list("uid", "status"))
    return found


def _named() -> dict[tuple[str, int], int]:
    parts = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is User:
                name = f"{model._meta.db_table}.{field.column}"
                parts.append(
                    f"SELECT '{name}', {field.column}, count(*) FROM {model._meta.db_table}"
                    f" WHERE {field.column} IS NOT NULL GROUP BY 2"
                )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {(name, person): count for name, person, count in cursor.fetchall()}


def _rows(question: str) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return dict(cursor.fetchall())

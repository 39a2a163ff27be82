"""Connections of our own, beside Django's, for reads outside a request's transaction."""

from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

#: What Django's settings add to a connection for its own sake.
_DJANGO_S = ("pool", "cursor_factory", "context", "prepare_threshold")


def connect(alias: str = DEFAULT_DB_ALIAS, **more: Any) -> "psycopg.Connection[Any]":
    """A connection to the same database, in UTC. Raises psycopg.OperationalError."""
    facts = connections[alias].get_connection_params()
    for name in _DJANGO_S:
        facts.pop(name, None)
    options = f"{facts.pop('options', '')} -c timezone=UTC".strip()
    return psycopg.connect(**facts, options=options, **more)

"""The real web server over the test's own database, for tests that speak HTTP."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection

from factcheck.desk import server


@contextmanager
def serving(**environment: str) -> Iterator[str]:
    """The address of a server of our own; it ends with the block."""
    own = {"DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY, **environment}
    with patch.dict(os.environ, own):
        port = server.free_port("127.0.0.1")
        with server.web("127.0.0.1", port, workers=1):
            yield server.address("127.0.0.1", port)


def database_url(*, role: bool = True) -> str:
    """Where the test database is, whichever PostgreSQL it is in, for the application's role, or for
    the owner."""
    given = connection.settings_dict
    facts = {"user": given["USER"], "password": given["PASSWORD"], "host": given["HOST"]}
    facts |= {"port": str(given["PORT"])}
    if role:
        facts["options"] = given["OPTIONS"]["options"]
    given_facts = {name: value for name, value in facts.items() if value}
    query = urlencode(given_facts, quote_via=quote)
    return f"postgresql:///{quote(given['NAME'])}?{query}"

"""How long a statement may take."""

from collections.abc import Sequence
from typing import Any

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from factcheck.errors import DeskError

#: Seconds. What is read is bounded (see `asked`); this is for a machine that is overloaded.
LONGEST = 5
#: For a search among vectors: of how many neighbours it keeps track.
_THOROUGH = 200

# Compiling a plan takes longer than it ever saves here.
_BEFORE = (
    f"SET LOCAL statement_timeout = '{LONGEST}s'; SET LOCAL jit = off;"
    f" SET LOCAL hnsw.ef_search = {_THOROUGH};"
)
_AFTER = "; SET LOCAL statement_timeout = DEFAULT"


class TookTooLong(DeskError):
    """The database did not answer in time; nothing is wrong with what was asked."""


def rows(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement, in one round trip. Raises TookTooLong."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"{_BEFORE} {sql}{_AFTER}", values)
            while cursor.description is None:
                cursor.nextset()
            return cursor.fetchall()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong(
                _("Looking for what says the same took too long. Try again in a moment.")
            ) from error
        raise

"""What the proofs read of a row."""

from typing import Any

import orjson

from factcheck.publications.models import Publication

#: Rows in memory at once.
CHUNK = 1_000


def document_of(row: Publication) -> dict[str, Any] | None:
    """The document as it is stored, or None where it is no JSON object."""
    try:
        found = orjson.loads(row.body)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None

"""A verb's refusal as a page: which status it has, and which sentences it says."""

from collections.abc import Sequence
from typing import Any

from factcheck.errors import Blocked, Conflict, DeskError, Invalid, NotAllowed

_STATUS: list[tuple[type[DeskError], int]] = [
    (Invalid, 400),
    (NotAllowed, 403),
    (Conflict, 409),
    (Blocked, 422),
]


def status(error: DeskError) -> int:
    """The HTTP status that says the same (as the API's problem documents do)."""
    return next(code for kind, code in _STATUS if isinstance(error, kind))


def about(error: DeskError) -> Sequence[Any]:
    """The rows that stand in the way, for a page to link to."""
    return getattr(error, "about", ())


def by_field(error: DeskError, fields: set[str]) -> dict[str | None, Any]:
    """Its sentences by form field; None for those of no field that the form has."""
    told: dict[str | None, Any] = {}
    given = error.fields.items() if isinstance(error, Invalid) and error.fields else ()
    for name, text in given or [("", str(error))]:
        told.setdefault(name if name in fields else None, []).append(str(text))
    return told

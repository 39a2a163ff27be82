"""Lists whose cursor is the public id of the last row that was shown."""

from typing import Any
from uuid import UUID

from factcheck.problems import Problem


def place(rows: Any, uid: UUID | None) -> int:
    """The key of the row with this uid. Raises a 400 where it is none of these rows."""
    found = rows.filter(uid=uid).values_list("pk", flat=True).first() if uid else None
    if found is None:
        raise Problem(
            "invalid-cursor",
            "This is no cursor of this list: send the `next` of the page before as it was given.",
            parameter="cursor",
        )
    return int(found)

"""What can go wrong in a verb, said so that a person knows what to do.

Actions raise these; the admin, the API and the commands each show them in their own way. A wrong
state is a `Conflict`, never a permission error; a missing permission never reveals content.
"""

from collections.abc import Mapping, Sequence
from typing import Any


class DeskError(Exception):
    """Base of every refusal. `str(error)` is a sentence for the person who caused it."""


class Invalid(DeskError):
    """Something given is wrong. `fields` maps a field's name to what is wrong with it."""

    def __init__(self, message: str = "", /, **fields: str) -> None:
        self.fields: Mapping[str, str] = fields
        super().__init__(message or " ".join(str(text) for text in fields.values()))


class NotAllowed(DeskError):
    """This person may not do this, whatever the state."""


class Conflict(DeskError):
    """The thing is not in a state in which this can be done: says who did what, when.

    `about` are the rows that stand in the way: a page links to them.
    """

    def __init__(self, message: str = "", *, about: Sequence[Any] = ()) -> None:
        self.about = tuple(about)
        super().__init__(message)


class Stale(Conflict):
    """Saved from a version that is no longer the current one. Nothing was changed."""

    def __init__(self, message: str, *, seen: int, current: int) -> None:
        self.seen, self.current = seen, current
        super().__init__(message)


class Blocked(DeskError):
    """A gate is closed. `items` are the sentences that say what is missing."""

    def __init__(self, message: str, items: Sequence[str]) -> None:
        self.items = list(items)
        super().__init__(" ".join([message, *(str(item) for item in items)]))

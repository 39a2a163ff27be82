"""Why another machine could not be asked, said so that a person knows what to do.

`retry` says whether the same is worth another attempt later; `after` is the number of seconds that
the other side asked for, where it did.
"""

from factcheck.errors import DeskError
from factcheck.text import without_controls


class OutboundError(DeskError):
    """Base of them all."""

    def __init__(self, message: str, *, retry: bool = False, after: float | None = None) -> None:
        self.retry, self.after = retry, after
        # It may quote what the other side said.
        super().__init__(without_controls(message))


class Refused(OutboundError):
    """We do not ask there: the address is none of those that may be asked."""


class Unreachable(OutboundError):
    """Nobody answered, or not to the end."""


class BadAnswer(OutboundError):
    """There was an answer, and it is of no use. `status` is its HTTP status."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry: bool = False,
        after: float | None = None,
    ) -> None:
        self.status = status
        super().__init__(message, retry=retry, after=after)

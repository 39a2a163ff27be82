import time

from django.utils.translation import gettext as _

from factcheck.outbound.errors import Unreachable


class Deadline:
    """One time limit for everything that belongs together, however many steps it takes."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """The seconds that are left, `most` at most. Raises Unreachable when there are none."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise self.passed()
        return left if most is None else min(left, most)

    def passed(self) -> Unreachable:
        return Unreachable(
            _("It took longer than %(seconds)g seconds: the site is slow, or down.")
            % {"seconds": self.seconds},
            retry=True,
        )

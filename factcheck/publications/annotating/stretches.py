"""How much of a span is in some others. Pure."""

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """Spans put together, each from a start to an end (not included)."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def shared(self, start: int, end: int) -> int:
        """How long the parts are that a span shares with them."""
        total, at = 0, bisect_right(self._ends, start)
        while at < len(self._starts) and self._starts[at] < end:
            total += min(end, self._ends[at]) - max(start, self._starts[at])
            at += 1
        return total

"""Which word of a new text is which of an old one.

Runs of words that each text has only once tie the two together, wherever they stand, and the ties
are drawn out to both sides for as long as the words agree. Every word is tied at most once, so the
work grows as the texts do, whatever is in them.
"""

from itertools import pairwise
from typing import NamedTuple

#: Words in a run that ties two texts; then those that tie what is left between two ties.
_RUN, _SHORT_RUN = 5, 2
#: A gap of more words than this is left as it is.
_GAP = 2_000

UNTIED = -1


class Alignment(NamedTuple):
    """For each word its partner's number, or UNTIED: of the old text, and of the new one."""

    old: list[int]
    new: list[int]


def align(old: list[str], new: list[str]) -> Alignment:
    """Tie the words of the two texts."""
    ties = Alignment([UNTIED] * len(old), [UNTIED] * len(new))
    head, tail = _in_common(old, new)
    for at in range(head):
        _tie(ties, at, at)
    for back in range(1, tail + 1):
        _tie(ties, len(old) - back, len(new) - back)
    window = (head, len(old) - tail, head, len(new) - tail)
    _tie_runs(ties, old, new, window, _RUN)
    for gap in _gaps(ties, len(old), len(new)):
        _tie_runs(ties, old, new, gap, _SHORT_RUN)
    return ties


_Window = tuple[int, int, int, int]  # from and to in the old text, from and to in the new one


def _in_common(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and then at the end."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    most -= head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return head, tail


def _tie(ties: Alignment, a: int, b: int) -> bool:
    """Whether the two were both free, and are tied now."""
    if ties.old[a] != UNTIED or ties.new[b] != UNTIED:
        return False
    ties.old[a], ties.new[b] = b, a
    return True


def _tie_runs(
    ties: Alignment, old: list[str], new: list[str], window: _Window, length: int
) -> None:
    from_a, to_a, from_b, to_b = window
    once = _once(new, from_b, to_b, length)
    pairs = [
        (a, once[run])
        for run, a in _once(old, from_a, to_a, length).items()
        if run in once
    ]  # fmt: skip
    for a, b in pairs:
        for step in range(length):
            _tie(ties, a + step, b + step)
    for a, b in pairs:  # when all the runs are tied: nothing is drawn out over another
        i, j = a + length, b + length
        while i < to_a and j < to_b and old[i] == new[j] and _tie(ties, i, j):
            i, j = i + 1, j + 1
        i, j = a - 1, b - 1
        while i >= from_a and j >= from_b and old[i] == new[j] and _tie(ties, i, j):
            i, j = i - 1, j - 1


def _once(words: list[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    """Where each run begins that is there only once, in the order of the text."""
    found: dict[tuple[str, ...], int] = {}
    for at in range(start, end - length + 1):
        run = tuple(words[at : at + length])
        found[run] = UNTIED if run in found else at
    return {run: at for run, at in found.items() if at != UNTIED}


def _gaps(ties: Alignment, last_a: int, last_b: int) -> list[_Window]:
    """What lies untied between two ties that follow one another in both texts."""
    tied = [(-1, -1), *((a, b) for a, b in enumerate(ties.old) if b != UNTIED), (last_a, last_b)]
    found = []
    for (a, b), (c, d) in pairwise(tied):
        words, others = c - a - 1, d - b - 1
        if 0 < words <= _GAP and 0 < others <= 4 * words + 50:
            found.append((a + 1, c, b + 1, d))
    return found

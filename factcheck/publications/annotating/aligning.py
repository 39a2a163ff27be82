"""Where a passage is repeated, word for word or nearly. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Of a near repeat: how much of the passage is there, in order, and how much of the span is its.
_ALIKE = 0.8
#: Longer passages are found whole, or by their sentences.
_LONGEST = 100
_SHORTEST = 5


class Repeat(NamedTuple):
    first: int  # of the text's words
    last: int  # not included
    exact: bool


def repeats(text: Sequence[str], passage: Sequence[str], starts: Iterable[int]) -> list[Repeat]:
    """Where the passage's words are in the text's, given where it may begin, or a little before or
    after. No two of them overlap."""
    begins = sorted(set(starts))
    found = list(_exact(text, passage, begins))
    if _SHORTEST <= len(passage) <= _LONGEST:
        found += _near(text, passage, begins, found)
    return found


def _exact(text: Sequence[str], passage: Sequence[str], begins: Iterable[int]) -> Iterator[Repeat]:
    beyond = 0
    for first in begins:
        last = first + len(passage)
        if first >= beyond and text[first:last] == passage:
            beyond = last
            yield Repeat(first, last, True)


def _near(
    text: Sequence[str], passage: Sequence[str], begins: Iterable[int], exact: Sequence[Repeat]
) -> Iterator[Repeat]:
    slack = max(2, len(passage) // 4)
    taken, seen = list(exact), -1
    for begin in begins:
        first, last = max(0, begin - slack), begin + len(passage) + slack
        if begin <= seen or any(each.first < last and first < each.last for each in taken):
            continue
        seen = begin + slack  # what may begin there was looked at, too
        if span := nearly(text[first:last], passage):
            taken.append(Repeat(first + span[0], first + span[1], False))
            yield taken[-1]


def nearly(text: Sequence[str], passage: Sequence[str]) -> tuple[int, int] | None:
    """The words of the text, from first to last, that are the passage but for a few; None if there
    are none."""
    if (Counter(text) & Counter(passage)).total() < _ALIKE * len(passage):
        return None  # by far the most, and soon told
    matcher = SequenceMatcher(None, text, passage, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    shared = sum(block.size for block in blocks)
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    is_near = shared >= _ALIKE * len(passage) and shared >= _ALIKE * (last - first)
    return (first, last) if is_near else None

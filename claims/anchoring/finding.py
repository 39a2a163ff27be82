"""Each passage's place in a later text."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from claims.anchoring.alignment import UNTIED, Alignment, align
from claims.anchoring.kinds import Kind
from claims.anchoring.words import Tokens, plain, sentence, tokens

#: So many places with the very words are looked at; more of them tell nothing.
_PLACES = 20
#: Characters around a passage by which one of several places is told from the others, and how many
#: of them have to agree.
_AROUND, _AGREEING = 200, 16
#: Words beside a passage among which its surroundings are looked for.
_BESIDE = 8
#: How much of the words two passages must have in common to be one that changed (Dice).
_ALIKE = 0.5


class Found(NamedTuple):
    """A passage in the new text, `text[start:end]` in code points; an orphaned one is nowhere."""

    kind: Kind
    start: int | None = None
    end: int | None = None


Passage = tuple[int, int]


def find_again(old: str, new: str, passages: Iterable[Passage]) -> list[Found]:
    """Where each passage of the old text, from start to end, stands in the new one."""
    if old == new:
        return [Found(Kind.EXACT, start, end) for start, end in passages]
    search = _Search(old, new)
    return [search.find(start, end) for start, end in passages]


class _Search:
    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.a: Tokens = tokens(old)
        self.b: Tokens = tokens(new)
        self.ties: Alignment = align(self.a.folded, self.b.folded)

    def find(self, start: int, end: int) -> Found:
        first = bisect_right(self.a.ends, start)
        last = bisect_left(self.a.starts, end) - 1
        if first > last:  # nothing but blanks
            return Found(Kind.ORPHANED)
        return (
            self._where_its_words_are(start, end, first, last)
            or self._where_the_very_words_are(start, end, first, last)
            or self._where_it_was(start, end, first, last)
            or Found(Kind.ORPHANED)
        )

    # --- As the alignment has it

    def _where_its_words_are(self, start: int, end: int, first: int, last: int) -> Found | None:
        """All its words are tied, one after the other, and its sentence says the same."""
        to = self.ties.old[first]
        row = list(range(to, to + last - first + 1))
        if to == UNTIED or self.ties.old[first : last + 1] != row:
            return None
        exact = self.old[start:end]
        begin = self.b.starts[to] + start - self.a.starts[first]
        if begin >= 0 and self.new.startswith(exact, begin):
            kind, span = Kind.EXACT, (begin, begin + len(exact))
        else:
            kind, span = Kind.QUOTE, (self.b.starts[to], self.b.ends[to + last - first])
            if plain(exact) != plain(self.new[slice(*span)]):
                return None
        return Found(kind, *span) if self._same_sentence((start, end), span) else None

    def _same_sentence(self, was: Passage, now: Passage) -> bool:
        """What a part of a sentence says hangs on the rest of it: “it is false that …”."""
        before = self.old[slice(*sentence(self.old, *was))]
        after = self.new[slice(*sentence(self.new, *now))]
        return before == after or plain(before) == plain(after)

    # --- By its very words

    def _where_the_very_words_are(
        self, start: int, end: int, first: int, last: int
    ) -> Found | None:
        """It has moved, or the alignment lost it among words that stand there many times."""
        exact = self.old[start:end]
        spans = [(at, at + len(exact)) for at in _places(self.new, exact)]
        spans = [span for span in spans if self._same_sentence((start, end), span)]
        if not spans:
            return None
        if len(spans) == 1 and len(_places(self.old, exact, most=2)) == 1:
            return Found(Kind.EXACT, *spans[0])  # once then, once now: whatever stands beside it
        free = [span for span in spans if not self._is_anothers(span, first, last)]
        agreeing = sorted(
            ((self._agreement(start, end, span), span) for span in free), reverse=True
        )
        if agreeing:
            (most, best), next_most = agreeing[0], max((n for n, _span in agreeing[1:]), default=0)
            if most >= _AGREEING and most > next_most:
                return Found(Kind.EXACT, *best)
        return Found(Kind.UNSURE, *min(free or spans, key=lambda span: self._distance(start, span)))

    def _is_anothers(self, span: Passage, first: int, last: int) -> bool:
        """Whether most of these words are tied to words beside the passage."""
        low, high = self._numbers(span)
        beside = [a for a in self.ties.new[low:high] if a != UNTIED and not first <= a <= last]
        return 2 * len(beside) > high - low

    def _numbers(self, span: Passage) -> tuple[int, int]:
        return bisect_right(self.b.ends, span[0]), bisect_left(self.b.starts, span[1])

    def _agreement(self, start: int, end: int, span: Passage) -> int:
        """Characters that are the same before and after the two, up to the first that differs."""
        before = _common(
            self.old[max(0, start - _AROUND) : start][::-1],
            self.new[max(0, span[0] - _AROUND) : span[0]][::-1],
        )
        after = _common(self.old[end : end + _AROUND], self.new[span[1] : span[1] + _AROUND])
        return before + after

    def _distance(self, start: int, span: Passage) -> float:
        return abs(start / len(self.old) - span[0] / len(self.new))

    # --- By what stands around it

    def _where_it_was(self, start: int, end: int, first: int, last: int) -> Found | None:
        """What stands now between its neighbours, or around the words that are left of it."""
        low, high = self._between(first, last)
        if low > high:
            return None
        span = self.b.starts[low], self.b.ends[high]
        if sentence(self.old, start, end) == (start, end):  # whole sentences stay whole ones
            span = sentence(self.new, *span)
        low, until = self._numbers(span)
        words, others = self.a.folded[first : last + 1], self.b.folded[low:until]
        if len(others) > 2 * len(words) + 10 or self._is_anothers(span, first, last):
            return None
        if 2 * (Counter(words) & Counter(others)).total() < _ALIKE * (len(words) + len(others)):
            return None
        span = self.b.starts[low], self.b.ends[until - 1]
        return Found(Kind.CHANGED, *span)

    def _between(self, first: int, last: int) -> tuple[int, int]:
        """The first and the last word in the new text; the last before the first where there is
        none."""
        inside = self._kept(first, last)
        length = last - first + 1
        left = self._beside(first, -1)
        right = self._beside(last, 1)
        if inside:
            low, high = inside[0], inside[-1]
            # Where its own first or last word is known, what came beside it is not its own.
            if low != self.ties.old[first] and left is not None and 0 < low - left <= length + 1:
                low = left + 1
            if high != self.ties.old[last] and right is not None and 0 < right - high <= length + 1:
                high = right - 1
            return low, high
        if left is None or right is None:
            return 0, -1
        return left + 1, right - 1

    def _kept(self, first: int, last: int) -> list[int]:
        """The new places of its words, in order, without those that went far from the most."""
        found = sorted(b for b in self.ties.old[first : last + 1] if b != UNTIED)
        if not found:
            return []
        middle, reach = found[len(found) // 2], 2 * (last - first) + 10
        return [b for b in found if abs(b - middle) <= reach]

    def _beside(self, at: int, step: int) -> int | None:
        """The new place of the nearest word beside it that is tied; its text ends there, too."""
        for _ in range(_BESIDE):
            at += step
            if at < 0:
                return -1
            if at >= len(self.a.folded):
                return len(self.b.folded)
            if self.ties.old[at] != UNTIED:
                return self.ties.old[at]
        return None


def _places(text: str, words: str, most: int = _PLACES) -> list[int]:
    """Where the words begin in the text, the first ones."""
    found: list[int] = []
    at = text.find(words)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def _common(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (x, y) in pairs if x != y), min(len(one), len(other)))

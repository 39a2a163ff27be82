"""The usual figures for found spans, and for a list that is read from the top."""

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple


class Found(NamedTuple):
    """Shares, 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def found(gold: Collection[int], ours: Collection[int]) -> Found:
    right = len(set(gold) & set(ours))
    return Found(right / len(ours) if ours else 0.0, right / len(gold) if gold else 0.0)


class Ranked(NamedTuple):
    """Rows from the highest score down, as labels. Rows of one score stay in the set's order."""

    scores: Sequence[float]
    labels: Sequence[bool]

    @classmethod
    def of(cls, scored: Sequence[tuple[float, bool]]) -> "Ranked":
        """Raises ValueError where all rows have the same label: nothing could be told apart."""
        if len({label for _score, label in scored}) < 2:
            raise ValueError("There must be rows with either label.")
        ordered = sorted(scored, key=lambda row: -row[0])
        return cls([score for score, _ in ordered], [label for _, label in ordered])

    @property
    def auc(self) -> float:
        """How often a row with the label is above one without; the same score counts half."""
        above = pairs = 0.0
        below = self.labels.count(False)
        for _score, group in groupby(zip(self.scores, self.labels, strict=True), lambda r: r[0]):
            labels = [label for _, label in group]
            yes, no = labels.count(True), labels.count(False)
            below -= no
            above += yes * (below + no / 2)
            pairs += yes
        return above / (pairs * self.labels.count(False))

    @property
    def average_precision(self) -> float:
        hits = [at for at, label in enumerate(self.labels, 1) if label]
        return sum(nth / at for nth, at in enumerate(hits, 1)) / len(hits)

    def recall_in_first(self, share: float) -> float:
        """The share of all rows with the label that stands in the first `share` of the list."""
        return sum(self.labels[: round(share * len(self.labels))]) / sum(self.labels)

    def precision_at(self, rank: int) -> float:
        return sum(self.labels[:rank]) / rank

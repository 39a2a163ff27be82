"""What a candidate says: in its claim, in the headline of its check, and in both together. Pure.

How alike two texts are is told by all its words; what they say differently, by the claim alone.
"""

from typing import NamedTuple

from factcheck.matching.asking import Text
from factcheck.matching.overlap import Overlap, Question, covers, overlap
from factcheck.matching.reading import Read, beside, read, words

#: Of a headline that has fewer terms ("It fell") anything may have all.
_TELLING = 4


class Wordings(NamedTuple):
    claim: Read
    #: The claim alone, in the question.
    said: Overlap
    #: With the headline; the claim itself where there is none.
    whole: Read
    overlap: Overlap
    #: The best of the wordings: its score, and how much of it is in the question.
    score: float
    covers: float


def wordings(question: Question, claim: Text, headline: Text | None) -> Wordings:
    own = read(*claim)
    said = overlap(question, own)
    if headline is None:
        return Wordings(own, said, own, said, said.score, covers(said, own))
    whole, other = beside(*claim, *headline), words(*headline)
    score, covered = said.score, covers(said, own)
    if len(other.weights) >= _TELLING:
        titled = overlap(question, other)
        score, covered = max(score, titled.score), max(covered, covers(titled, other))
    return Wordings(own, said, whole, overlap(question, whole), score, covered)

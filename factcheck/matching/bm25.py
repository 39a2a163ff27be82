"""What a term weighs in a text and in a collection: BM25 (Robertson & Zaragoza, 2009). Pure.

The score of a text for a question is the sum over the question's terms of `idf(df, n) * weight(tf,
length)`. The second factor depends on the text alone: it is stored, and a new text touches no
other's. So the average length is a constant, that of a claim with its headline.
"""

from collections import Counter
from collections.abc import Sequence
from math import log

K1 = 1.0
B = 0.6
#: Terms, stop words left out.
AVERAGE_LENGTH = 14.0


def weight(tf: int, length: int) -> float:
    """Of a term that stands `tf` times in a text of `length` terms: 0 to K1 + 1."""
    return tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / AVERAGE_LENGTH))


#: Of a few texts nothing can be told about how common a word is: they count as so many.
FEWEST = 1_000


def idf(df: float, n: float) -> float:
    """Of a term that `df` of `n` texts have; never negative, and defined for what nobody has."""
    n = max(n, FEWEST)
    return log(1 + (max(n - df, 0) + 0.5) / (df + 0.5))


def weights(terms: Sequence[str]) -> dict[str, float]:
    """The stored part of every term of a text."""
    return {term: weight(tf, len(terms)) for term, tf in Counter(terms).items()}

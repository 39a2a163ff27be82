"""The languages that are read, and which of them a text is in."""

from collections import Counter

from factcheck.sentences.words import words
from factcheck.sentences.writing import load

SUPPORTED = ("fr", "en")

_SAMPLE = 20_000  # characters: enough to tell, however long the text
_LEAD = 1.5  # the first language must have this many times the small words of the second


def guess_language(text: str) -> str | None:
    """The language whose small words ("les", "the") clearly prevail, or None."""
    seen = Counter(word.norm for word in words(text, 0, min(len(text), _SAMPLE)))
    hits = {
        language: sum(seen[word] for word in load(language).words("small words"))
        for language in SUPPORTED
    }
    (first, most), (_second, less) = sorted(hits.items(), key=lambda item: -item[1])
    return first if most >= 2 and most >= _LEAD * less else None

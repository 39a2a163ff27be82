"""The languages that are read, and which of them a text is in."""

from collections import Counter
from collections.abc import Mapping

from factcheck.sentences.words import words
from factcheck.sentences.writing import load

SUPPORTED = ("fr", "en")

_SAMPLE = 20_000  # characters: enough to tell, however long the text
_LEAD = 1.5  # the first language must have this many times the small words of the second


#: Letters of French, and of no English word that is not a guest.
_FRENCH = frozenset("àâçèéêëîïôùûœ")


def guess_language(text: str) -> str | None:
    """The language whose small words ("les", "the") clearly prevail, or None."""
    (first, most), (_second, less) = sorted(_hits(text).items(), key=lambda hit: -hit[1])
    return first if most >= 2 and most >= _LEAD * less else None


def likely_language(text: str) -> str:
    """The likelier one, for a text that has to be read in one of them: by its small words, or else
    by its letters."""
    hits = _hits(text)
    if hits["fr"] == hits["en"]:
        return "fr" if _FRENCH & set(text[:_SAMPLE].lower()) else "en"
    return max(hits, key=lambda language: hits[language])


def _hits(text: str) -> Mapping[str, int]:
    seen = Counter(word.norm for word in words(text, 0, min(len(text), _SAMPLE)))
    return {
        language: sum(seen[word] for word in load(language).words("small words"))
        for language in SUPPORTED
    }

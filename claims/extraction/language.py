"""The word lists of the languages that are read."""

from claims.extraction.lexicon import Lexicon, load
from factcheck.sentences import SUPPORTED


def lexicon_of(language: str) -> Lexicon:
    """The words of a BCP 47 tag's language. Raises ValueError for one that is not read."""
    primary = language.strip().lower().split("-")[0]
    if primary not in SUPPORTED:
        raise ValueError(f"Language {language!r} is not read here: {', '.join(SUPPORTED)} are.")
    return load(primary)

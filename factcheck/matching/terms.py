"""The words by which a text is found: folded, stemmed, numbers in one form. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from threading import local

import snowballstemmer

from factcheck.matching.cleaning import clean
from factcheck.matching.lemmas import lemma
from factcheck.matching.numbers import numbers
from factcheck.matching.words import STOP_WORDS

#: Counts up whenever words are read otherwise than before: what was read so is read anew.
READING = 3
#: Different terms that are read of a text, at most.
MOST = 512
_STEMMED = {"en": "english", "fr": "french", "de": "german", "es": "spanish", "it": "italian",
            "pt": "portuguese", "nl": "dutch"}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40
_stemmers = local()


def terms(text: str, language: str) -> list[str]:
    """In the order of the text, with repetitions; none for a text of stop words alone.

    `language` is a BCP 47 tag. Words of one that has no stemmer here are folded, and no more."""
    return [term for term, _word in spelled(clean(text), language)]


def spelled(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Terms with the words as written, of a text that `cleaning.clean` has been through."""
    primary = language.lower().split("-")[0]
    seen: set[str] = set()
    for term, word in _in_order(text, language, primary):
        if term in seen or len(seen) < MOST:
            seen.add(term)
            yield term, word


def _in_order(text: str, language: str, primary: str) -> Iterator[tuple[str, str]]:
    at = 0
    for figure in numbers(text, language):
        yield from _stems(text[at : figure.start], primary)
        yield figure.term, ""
        at = figure.end
    yield from _stems(text[at:], primary)


def _stems(text: str, language: str) -> Iterator[tuple[str, str]]:
    for word in _WORD.findall(text):
        if term := stem(word, language):
            yield term, word


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """Empty for a stop word and for a lone letter."""
    word = word.lower()[:_LONGEST_WORD]
    if (len(word) < 2 and word.isalnum() and word.isascii()) or word in STOP_WORDS.get(
        language, ()
    ):
        return ""
    if name := _STEMMED.get(language):
        word = _stemmer(name).stemWord(lemma(word, language))
    return fold(word)


def fold(word: str) -> str:
    """Without accents, small."""
    word = word.lower()
    if word.isascii():
        return word
    word = word.replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    apart = unicodedata.normalize("NFKD", word)
    return "".join(character for character in apart if not unicodedata.combining(character))


def _stemmer(name: str) -> "snowballstemmer.stemmer":
    """One for each thread: a stemmer keeps the word that it works on."""
    stemmers = _stemmers.__dict__
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    return stemmers[name]

"""What each language's stemmer of PostgreSQL needs to see of a word that lost its accents."""

import re
from functools import lru_cache

from factcheck.publications.search.words import Word

SIMPLE = "simple"
#: PostgreSQL's text search configuration for each language; others are searched as written.
CONFIGS = {"fr": "french", "en": "english", "es": "spanish"}

ALL = (*CONFIGS.values(), SIMPLE)

#: A word that every verdict has, and no text.
EVERY = "9z9"

_FRENCH_EE = re.compile(r"(?<=.{2}e)e(?=s?$)")
_FRENCH_PARTICIPLE = re.compile(r"(?<=.{2}i)ee?s?$")


def config(language: str) -> str:
    """The configuration for a BCP 47 tag."""
    return CONFIGS.get(language.lower().partition("-")[0], SIMPLE)


def forms(word: Word, config: str) -> tuple[str, ...]:
    """How it is stemmed: the first form stands at its place in the text, another one beside it.

    French stems `vaccinée` and `vacciné` apart once their accents are gone, and `publié` away from
    `publier`; Spanish knows `-ción` only with its accent.
    """
    return _forms(word.text, word.participle, config)


@lru_cache(50_000)
def _forms(text: str, participle: bool, config: str) -> tuple[str, ...]:
    if config == "spanish" and text.endswith("cion"):
        return (text[:-2] + "ón",)
    if config != "french":
        return (text,)
    first = _FRENCH_EE.sub("", text)
    if participle or first != text:
        infinitive = _FRENCH_PARTICIPLE.sub("er", text)
        return (first,) if infinitive == text else (first, infinitive)
    return (first,)

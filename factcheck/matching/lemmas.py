"""What an irregular form is a form of: `fell` of fall, `women` of woman, `vécu` of vivre. Pure.

A small table of our own for each language (`lexicons/lemmas-*.txt`), and endings that are written
in two ways or change with the gender; the stemmer does the rest.
"""

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicons"
_ENDINGS = {
    "en": (re.compile(r"(?<=\w{3}[iy])z(?=(?:e|es|ed|er|ers|ing|ations?)\Z)"), "s"),
    "fr": (re.compile(r"(?<=\w\w)trice(?=s?\Z)"), "teur"),
}


def lemma(word: str, language: str) -> str:
    """The word itself, where nothing is known of it. In small letters, as in the texts."""
    word = _table(language).get(word, word)
    if language in _ENDINGS:
        ending, usual = _ENDINGS[language]
        word = ending.sub(usual, word)
    return word


@cache
def _table(language: str) -> dict[str, str]:
    file = _FOLDER / f"lemmas-{language}.txt"
    found: dict[str, str] = {}
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        if line and not line.startswith(("#", "[")):
            name, _colon, forms = line.partition(":")
            found |= dict.fromkeys(forms.split(), name)
    return found

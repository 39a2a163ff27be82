"""What a term is in the other language, French or English: so that a claim is found across. Pure.

By a small word list (`lexicons/fr-en.txt`), and for words that are alike by how their endings
change: `université` and `university`. A guess that no text has costs nothing: it finds nothing.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from factcheck.matching.terms import fold, stem

_FILE = Path(__file__).parent / "lexicons" / "fr-en.txt"
_SHORTEST = 5
#: Endings of French words that are alike, and the English ones.
_ENDINGS = (
    ("ique", ("ic", "ical", "ics")), ("té", ("ty",)), ("isme", ("ism",)), ("iste", ("ist",)),
    ("eur", ("or", "er")), ("aire", ("ary", "arian")), ("oire", ("ory",)), ("eux", ("ous",)),
    ("ienne", ("ian",)), ("ien", ("ian",)), ("elle", ("al",)), ("el", ("al",)), ("aux", ("al",)),
    ("ale", ("al",)), ("if", ("ive",)), ("ie", ("y", "ia")), ("iser", ("ize", "ise")),
    ("ifier", ("ify",)),
    ("er", ("", "e", "ate")), ("ée", ("ed", "ated")), ("é", ("ed", "ated")), ("re", ("er",)),
    ("ure", ("ure",)), ("ant", ("ant", "ing")), ("e", ("", "e")), ("", ("", "e")),
)  # fmt: skip

#: How much a translated term counts beside one of the text's own.
BY_LIST, BY_ENDING = 0.8, 0.5
_OTHER = {"fr": "en", "en": "fr"}


def other(language: str) -> str | None:
    """The language into which terms of this one are translated."""
    return _OTHER.get(language.lower().split("-")[0])


@lru_cache(maxsize=32_768)
def translations(word: str, language: str) -> dict[str, float]:
    """Stems in the other language by how much they count, for a word as it is written."""
    primary = language.lower().split("-")[0]
    if primary not in _OTHER:
        return {}
    own = stem(word, primary)
    if not own:
        return {}
    found = {}
    if len(word) >= _SHORTEST:
        guesses = (stem(guess, _OTHER[primary]) for guess in _alike(fold(word), primary))
        found = dict.fromkeys((guess for guess in guesses if guess), BY_ENDING)
    found |= dict.fromkeys(_listed(primary).get(own, ()), BY_LIST)
    found.pop(own, None)
    return found


def is_listed(word: str, language: str) -> bool:
    """Whether the word list has it: then it is a common word, whatever its capital."""
    return language in _OTHER and stem(word, language) in _listed(language)


def _alike(word: str, language: str) -> Iterator[str]:
    for plural in ("s", ""):
        if not word.endswith(plural):
            continue
        root = word.removesuffix(plural)
        for french, english in _ENDINGS:
            pairs = (
                [(fold(french), english)]
                if language == "fr"
                else [(ending, (french,)) for ending in english]
            )
            for ending, others in pairs:
                if ending and root.endswith(ending) and len(root) - len(ending) >= 3:
                    yield from (root.removesuffix(ending) + new for new in others)
        yield root


@cache
def _listed(language: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith(("#", "[")):
            continue
        for french, _, english in (pair.strip().partition("=") for pair in line.split(",")):
            for each in filter(None, english.split("/")):
                for part in re.split(r"['-]", french)[-1:]:
                    pair = (stem(part, "fr"), stem(each, "en"))
                    source, target = pair if language == "fr" else pair[::-1]
                    if source and target:
                        found.setdefault(source, set()).add(target)
    return {source: frozenset(targets) for source, targets in found.items()}

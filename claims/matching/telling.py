"""The words by which a claim is known: names and figures, then long words. Pure."""

import re
import unicodedata

from claims.extraction.words import normal, words

#: So many are looked for.
MOST = 6
#: Shorter words say little by themselves, unless they are names or figures.
_SHORTEST = 4
#: Words that begin alike are taken for forms of the same word.
_STEM = 5
_PART = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")


def telling(text: str) -> list[str]:
    """At most `MOST` of its words, in small letters, the most telling first."""
    found: dict[str, tuple[int, int]] = {}
    for part in _parts(text):
        word, written = normal(part.group()), part.group()
        figure = word[0].isdigit()
        name = part.start() > 0 and written[0].isupper()
        if figure or name or len(word) >= _SHORTEST:
            # A year is a figure that many claims have.
            weight = int(figure or name) - int(bool(_YEAR.fullmatch(word)))
            found.setdefault(word, (weight, len(word)))
    return sorted(found, key=lambda word: found[word], reverse=True)[:MOST]


def stem(word: str) -> str:
    return word[:_STEM]


def shared(wanted: list[str], text: str) -> list[str]:
    """Which of the wanted words the text has, in any form."""
    stems = {stem(normal(part.group())) for part in _parts(text)}
    return [word for word in wanted if stem(word) in stems]


def enough(wanted: list[str], common: list[str]) -> bool:
    """Whether so much in common is worth a look: two words, if there are as many."""
    return len(common) >= min(2, len(wanted)) > 0


def _parts(text: str) -> list[re.Match[str]]:
    """Words without their elisions and hyphens: `l'accès` is `accès`."""
    text = unicodedata.normalize("NFC", text)
    found = words(text, 0, len(text))
    return [part for word in found for part in _PART.finditer(text, word.start, word.end)]

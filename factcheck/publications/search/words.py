"""Text to words, the same for documents and for what is asked: no accents, no capitals.

PostgreSQL's own parser sees only what this file makes (letters and digits between spaces, and
decimal numbers with a point), so a word here is a word there, whatever the text was.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

#: Longer words are cut, in documents and queries alike: PostgreSQL's limit is 2 kB a word.
LONGEST = 64

#: Stands for %, "per cent", "pour cent", "por ciento": `12 %` is a phrase of two words.
PER_CENT = "pct"

# Letters that Unicode does not take apart.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
# Accents written after their letter, and what is invisible inside a word.
_INSIDE = (
    "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200d\u2060\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Scripts without spaces: each character by itself, several in a row as a phrase.
_SIGNS = "\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
# Neither these nor the apostrophes that Unicode counts as letters.
_LETTER = rf"[^\W_\u02b9-\u02bf{_SIGNS}]"
_SPACES = " \u00a0\u2009\u202f"
_WORD = re.compile(
    rf"""
      (?=[%‰pP\d])(?:
        (?P<percent> [%‰] | (?<!\w)(?i:(?:pour|per)[ \u00a0]?cent|por[ \u00a0]ciento)(?!\w) )
      | (?P<grouped> (?<![\w.,])[1-9]\d{{0,2}}(?:[{_SPACES}.,'’]\d{{3}})+(?!\w)(?:[.,]\d+(?!\w))? )
      | (?P<decimal> (?<!\w)(?<!\d[.,])\d+[.,]\d+(?!\w)(?![.,]\d) )
      )
    | (?P<word> (?:{_LETTER}+[{_INSIDE}]*)+ )
    | (?P<sign> [{_SIGNS}][{_INSIDE}]* )
    """,
    re.VERBOSE,
)
# "publié", "oubliées": without its accent such a word has another stem (see `stems`).
_PARTICIPLE = re.compile(r"i(?:é|e\u0301)e?s?$", re.IGNORECASE)


class Word(NamedTuple):
    """One word of a text, folded, and where it stands: code points of the text."""

    text: str
    start: int
    end: int
    participle: bool = False


def of(text: str) -> Iterator[Word]:
    """Its words in order. Several may share a place: `½` is two of them."""
    for found in _WORD.finditer(text):
        folded, participle = _folded(found.lastgroup or "", found.group())
        start, end = found.span()
        for each in folded:
            yield Word(each, start, end, participle)


@lru_cache(50_000)
def _folded(kind: str, written: str) -> tuple[tuple[str, ...], bool]:
    """The words in it, and whether it is a participle."""
    return tuple(_parts(kind, written)), bool(_PARTICIPLE.search(written))


def _parts(kind: str, written: str) -> Iterable[str]:
    if kind == "percent":
        return [PER_CENT]
    if kind == "grouped":
        return [_number(_ungrouped(written))]
    if kind == "decimal":
        return [_number(written)]
    return [part[:LONGEST] for part in fold(written).split()]


def fold(text: str) -> str:
    """Without accents and capitals; letters, ASCII digits, and a space for everything else."""
    if text.isascii() and text.isalnum():
        return text.lower()
    # Twice: a capital may hide in a compatibility character, an accent in a capital.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(map(_plain, apart.translate(_LETTERS)))
    return unicodedata.normalize("NFC", plain)


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] == "L":
        return character
    if category == "Nd":
        return str(unicodedata.digit(character))
    return "" if category in ("Mn", "Me", "Cf") else " "


def _ungrouped(written: str) -> str:
    """`1 234 567,8` without its separators of thousands."""
    digits = re.split(r"\D", written)
    groups = [part for part in digits[1:] if len(part) == 3]
    whole = digits[0] + "".join(groups)
    # The last part is a fraction only where the separator before it is another one.
    separators = re.findall(r"\D", written)
    if len(separators) > 1 and separators[-1] != separators[0]:
        whole = digits[0] + "".join(digits[1:-1])
        return f"{whole}.{digits[-1]}"
    return whole if len(groups) == len(digits) - 1 else f"{whole}.{digits[-1]}"


def _number(written: str) -> str:
    """With a point, in ASCII digits."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdigit() else "." for c in written)
    return plain[:LONGEST].rstrip(".")

"""What makes two alike sentences say different things: figures, denials, directions. Pure.

Read in French and English, also the one against the other.
"""

import re
from typing import NamedTuple

from factcheck.matching.numbers import Number, numbers
from factcheck.matching.opposites import sides_of
from factcheck.matching.terms import fold

_DENIED = {
    "en": re.compile(
        r"\b(?:not|never|no|none|nobody|nothing|neither|without|cannot|den(?:y|ies|ied)|refus(?:es|ed)"
        r"|isnt|wasnt|dont|doesnt|didnt|wont|cant|fail(?:s|ed)? to)\b|n['’]t\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:pas|jamais|aucune?|sans|rien|personne ne|ni|nie|nient|dément)\b", re.IGNORECASE
    ),
}
# What sounds like a denial and is none: "not only", "no less than", "sans doute".
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|least)\b|\bno (?:less|fewer) than\b|\bno doubt\b"
    r"|\bpas (?:seulement|moins)\b"
    r"|\bnon seulement\b|\bsans doute\b|\bn'est-ce pas\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


class Contents(NamedTuple):
    """What of a text can differ from another's."""

    figures: tuple[tuple[Number, str], ...]  # with how they are written
    denials: int
    #: Of each pair of opposites that is in the text: which side, and by which word.
    sides: dict[str, dict[int, str]]


NOTHING = Contents((), 0, {})


class Difference(NamedTuple):
    #: "number", "denied", "direction", or "name" for one that stands in the other's place
    code: str
    here: str  # in the first text, as it says it
    there: str


class Comparison(NamedTuple):
    same_numbers: int
    differences: tuple[Difference, ...]
    #: Numbers that the second text has and the first lacks, no other standing in their place.
    missing: int

    def and_name(self, here: str, there: str) -> "Comparison":
        """The same, and another name in the place of one (see `swaps`)."""
        return self._replace(differences=(*self.differences, Difference("name", here, there)))

    def count(self, code: str) -> int:
        return sum(difference.code == code for difference in self.differences)


def contents(text: str, language: str) -> Contents:
    """Of a text that `cleaning.clean` has been through."""
    figures = tuple(
        (number, text[number.start : number.end].strip()) for number in numbers(text, language)
    )
    plain = _NO_DENIAL.sub(" ", text)
    primary = language.lower().split("-")[0]
    denials = len(_DENIED[primary].findall(plain)) if primary in _DENIED else 0
    sides: dict[str, dict[int, str]] = {}
    if primary in _DENIED:
        for word in _WORD.findall(plain):
            for name, side in sides_of(fold(word), primary):
                sides.setdefault(name, {}).setdefault(side, word)
    return Contents(figures, denials, sides)


def compare(here: Contents, there: Contents) -> Comparison:
    """The first as what is asked, the second as what it may be the same as."""
    left, right = list(here.figures), list(there.figures)
    same = 0
    for each in here.figures:
        twin = next((other for other in right if _same(each[0], other[0])), None)
        if twin:
            same += 1
            left.remove(each)
            right.remove(twin)
    repeated = {number.value for number, _text in here.figures}
    right = [other for other in right if other[0].value not in repeated]
    differences = []
    for each in left:
        rival = next((o for o in right if _kind(o[0]) == _kind(each[0])), None)
        if rival:
            right.remove(rival)
            differences.append(Difference("number", each[1], rival[1]))
    if bool(here.denials % 2) != bool(there.denials % 2):
        differences.append(
            Difference(
                "denied", *(("denied", "stated") if here.denials % 2 else ("stated", "denied"))
            )
        )
    for name in here.sides.keys() & there.sides.keys():
        mine, theirs = here.sides[name], there.sides[name]
        if not mine.keys() & theirs.keys():
            word, other = next(iter(mine.values())), next(iter(theirs.values()))
            differences.append(Difference("direction", word.lower(), other.lower()))
    return Comparison(same, tuple(differences), len(right))


def _same(one: Number, other: Number) -> bool:
    return one.value == other.value and (one.kind == "percent") == (other.kind == "percent")


def _kind(number: Number) -> str:
    return number.kind if number.kind in ("percent", "year", "day") else "count"

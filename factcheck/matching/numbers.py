"""Figures in digits or in words, in French and English, in one form. Pure.

`3 %`, `trois pour cent` and `3 percent` are one number; so are `1.5m`, `1,500,000` and
`1,5 million`. A decimal comma is told from one between thousands by the language and by the shape.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Number(NamedTuple):
    start: int  # code points
    end: int
    value: float
    #: "percent", "money", "year", "day" (of a month), "ordinal", or "" for a plain count
    kind: str

    @property
    def term(self) -> str:
        """The same for every spelling; the kind is left out, since texts often do."""
        return f"{self.value:.12g}"


_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[\u00a0\u202f\u2009 ’']\d{3}(?!\d))*(?:[.,]\d+)*")
_GLUED = re.compile(r"(?<!\w)([$€£¥]|US\$|CA\$)\s?$")
_SCALES = {
    "thousand": 1e3, "k": 1e3, "mille": 1e3, "millier": 1e3, "milliers": 1e3, "thousands": 1e3,
    "million": 1e6, "millions": 1e6, "m": 1e6, "mn": 1e6, "mio": 1e6,
    "billion": 1e9, "billions": 1e9, "bn": 1e9, "b": 1e9, "milliard": 1e9, "milliards": 1e9,
    "md": 1e9, "mds": 1e9, "mrd": 1e9,
    "trillion": 1e12, "trillions": 1e12, "tn": 1e12,
}  # fmt: skip
#: The long scale: a French `billion` is a million millions.
_LONG = {"billion": 1e12, "billions": 1e12, "trillion": 1e18, "trillions": 1e18}
_SCALE = re.compile(
    r"(?:(?P<glued>k|m|mn|mio|bn|b|md|mds|mrd|tn)(?=[\W_€$£]|\Z)"
    r"|[\s\u00a0\u202f-]{1,2}(?P<word>k|m|mn|mio|bn|md|mds|mrd|tn|thousand|mille|milliers?|thousands"
    r"|millions?|billions?|milliards?|trillions?)\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"[\s\u00a0\u202f-]{0,2}(?:%|percentage points?\b|per\s?cents?\b|pour[\s-]?cents?\b"
    r"|p\. ?cent\b|pct\b"
    r"|points? de pourcentage)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[\s\u00a0\u202f-]{0,2}(?:d['’]|de |of )?(?:[€$£¥]|euros?\b|dollars?\b|eur\b|usd\b|cad\b"
    r"|pounds?\b|livres sterling"
    r"|francs?\b|bucks\b|yens?\b|roubles?\b|rubles?\b)",
    re.IGNORECASE,
)
_MONTHS = (
    r"jan(?:uary|v(?:ier)?)?|feb(?:ruary)?|f[ée]v(?:rier)?|mar(?:ch|s)|apr(?:il)?|avr(?:il)?|may|mai"
    r"|june?|juin|july?|juil(?:let)?|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre)?|oct(?:ober|obre)?"
    r"|nov(?:ember|embre)?|d[ée]c(?:ember|embre)?"
)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?:{_MONTHS})\b", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"\b(?:{_MONTHS})\.?\s+(?:the\s+)?$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|e|ème|eme|ère|er|re|è|º|°)\b", re.IGNORECASE)

_WORDS: dict[str, dict[str, float]] = {
    "en": {
        "zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
        "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
        "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9,
        "trillion": 1e12, "dozen": 12, "one": 1,
    },
    "fr": {
        "zéro": 0, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15,
        "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
        "soixante": 60, "septante": 70, "huitante": 80, "nonante": 90, "cent": 100, "cents": 100,
        "mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "un": 1,
        "une": 1, "dizaine": 10, "douzaine": 12, "vingtaine": 20, "trentaine": 30,
        "cinquantaine": 50, "centaine": 100, "millier": 1e3,
    },
}  # fmt: skip
#: They stand for a number only within a longer one, or before a percentage: else they are articles,
#: pronouns, adjectives ("un", "one", "neuf"), or an amount that is not exact ("a million").
_WITHIN = frozenset({"un", "une", "one"})
_JOINS = {"en": frozenset({"and"}), "fr": frozenset({"et"})}
_TOKEN = re.compile(r"[^\W\d_]+")
_ACCENTS = str.maketrans("é", "e")
for _words in _WORDS.values():
    _words.update({word.translate(_ACCENTS): value for word, value in list(_words.items())})


@lru_cache(maxsize=64)  # of one text its terms are read, and then what it says
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """In the order of the text. A BCP 47 tag's language; of others than French and English the
    digits are read alone."""
    primary = language.lower().split("-")[0]
    found = sorted([*_in_digits(text, primary), *_in_words(text, primary)])
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return tuple(kept)


def _in_digits(text: str, language: str) -> Iterator[Number]:
    for match in _FIGURE.finditer(text):
        start = match.start()
        before = text[max(0, start - 2) : start]
        if before[-1:] in "-–" and before[:1].isalpha():
            continue  # part of a name: Covid-19
        for value, first, last in _values(match.group(), language):
            yield _classified(text, start + first, start + last, value, language)


def _values(figure: str, language: str) -> Iterator[tuple[float, int, int]]:
    """The number that is written so; several, where it is a date or a list without spaces."""
    whole = re.sub(r"[\u00a0\u202f\u2009 ’']", "", figure)
    parts = re.split(r"[.,]", whole)
    marks = re.findall(r"[.,]", whole)
    if len(whole) > 30:
        return
    if not marks:
        yield float(whole), 0, len(figure)
    elif len(marks) == 1:
        thousands = len(parts[1]) == 3 and len(parts[0]) <= 3 and parts[0] != "0"
        decimal = "." if language == "en" else ","
        if thousands and (marks[0] != decimal or language not in _WORDS):
            yield float("".join(parts)), 0, len(figure)
        else:
            yield float(".".join(parts)), 0, len(figure)
    elif len(set(marks)) == 1 and all(len(part) == 3 for part in parts[1:]):
        yield float("".join(parts)), 0, len(figure)
    elif (
        len(set(marks[:-1])) == 1
        and marks[-1] != marks[0]
        and all(len(p) == 3 for p in parts[1:-1])
    ):
        yield float("".join(parts[:-1]) + "." + parts[-1]), 0, len(figure)
    else:
        at = 0
        for part in parts:
            at = figure.index(part, at)
            yield float(part), at, at + len(part)
            at += len(part)


def _classified(text: str, start: int, end: int, value: float, language: str) -> Number:
    if scale := _SCALE.match(text, end):
        word = (scale.group("glued") or scale.group("word")).lower()
        value *= _LONG[word] if language == "fr" and word in _LONG else _SCALES[word]
        end = scale.end()
    ahead = text[max(0, start - 24) : start]
    if signed := _GLUED.search(ahead):
        return Number(start - len(signed.group()), end, value, "money")
    if unit := _PERCENT.match(text, end):
        return Number(start, unit.end(), value, "percent")
    if unit := _MONEY.match(text, end):
        return Number(start, unit.end(), value, "money")
    if value <= 31 and (_MONTH_AFTER.match(text, end) or _MONTH_BEFORE.search(ahead)):
        return Number(start, end, value, "day")
    if 1400 <= value <= 2100 and value == int(value) and text[start:end].isdecimal():
        return Number(start, end, value, "year")
    if suffix := _ORDINAL.match(text, end):
        return Number(start, suffix.end(), value, "ordinal")
    return Number(start, end, value, "")


def _in_words(text: str, language: str) -> Iterator[Number]:
    words = _WORDS.get(language)
    if not words:
        return
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        word = token.group().lower()
        gap = text[run[-1].end() : token.start()] if run else ""
        goes_on = bool(run) and len(gap) <= 1 and (not gap or gap in " -\u00a0\u2011")
        if run and not goes_on:
            yield from _read(text, run, words, language)
            run = []
        if word in words or (run and word in _JOINS[language]):
            run.append(token)
        elif run:
            yield from _read(text, run, words, language)
            run = []
    if run:
        yield from _read(text, run, words, language)


def _read(
    text: str, run: list[re.Match[str]], words: dict[str, float], language: str
) -> Iterator[Number]:
    while run and run[-1].group().lower() in _JOINS[language]:
        run = run[:-1]
    said = [token.group().lower() for token in run]
    if not run or said[0] in _JOINS[language]:
        return
    end = run[-1].end()
    # "pour cent": the number is before it, and `cent` no hundred.
    start = run[0].start()
    if text[:start].lower().rstrip(" -").endswith("pour") and said[0] in ("cent", "cents"):
        return
    # A scale alone ("des millions") is no exact amount; "3 millions" is read with its digits.
    large = [words.get(word, 0) >= 1e3 for word in said]
    if all(large) and not (language == "fr" and said == ["mille"]):
        return
    if len(said) == 1 and said[0] in _WITHIN and not _PERCENT.match(text, end):
        return
    yield _classified(text, start, end, _valued(said, words, language), language)


def _valued(said: list[str], words: dict[str, float], language: str) -> float:
    """Small numbers add up, hundreds and scales multiply what is before them."""
    total = current = 0.0
    for word in said:
        value = words.get(word)
        if value is None:
            continue
        if value >= 1e3:
            total += (current or 1) * value
            current = 0
        elif value == 100 or (language == "fr" and value == 20 and current % 100 == 4):
            current = (current or 1) * value if value == 100 else current + 4 * value - 4
        else:
            current += value
    return total + current

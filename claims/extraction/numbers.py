"""Figures, percentages, amounts of money, dates and spans of time in a sentence."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claims.extraction.lexicon import Lexicon
from claims.extraction.sentence import Sentence

_FIGURE = re.compile(r"\d+(?:[ \u00a0\u202f.,']\d{3})*(?:[.,:/-]\d+)*")
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
_WHOLE_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|\d{1,2}([./-])\d{1,2}\1\d{2,4}")
_UNIT = re.compile(r"\s?(?:km|kg|cm|mm|ha|m[²³]?|°C?|[kMGT]?Wh?|[kMGT][ob]|[kMGT]B|g|t|l)\b")
_TIME = re.compile(r"\s?(?:h\b(?!\.)|[ap]\.?m\b)")
_YEAR_AFTER = re.compile(r",?\s\d{4}\b")
_LAST_WORD = re.compile(r"\b([^\W\d_]{3,10})\.?\Z")
_SIGNS = "€$£¥"
#: The lists of numbers in words, and what their entries are without a unit.
TOPICS = {"number": "figure", "count": "count"}
_NEAR = 40  # characters around a figure in which its unit stands


class Number(NamedTuple):
    start: int
    end: int
    code: str


class _Units(NamedTuple):
    """What may follow a figure (the group's name is the number's code), or stand before it."""

    large: re.Pattern[str]
    after: re.Pattern[str]
    months: frozenset[str]


def numbers(sentence: Sentence) -> Iterator[Number]:
    """In the order of the sentence, in digits or in words."""
    units = _units(sentence.lexicon)
    done = 0
    for start, end, code in sorted([*_in_digits(sentence.text), *_in_words(sentence)]):
        if start >= done:
            number = _classified(sentence.text, start, end, units)
            if number == (start, end, "figure"):  # without a unit
                number = Number(start, end, code)
            done = number.end
            yield number


def _in_digits(text: str) -> Iterator[Number]:
    """Not those that are part of a name or of an ordinal: 4chan, G7, Covid-19, 3e."""
    for found in _FIGURE.finditer(text):
        before = text[max(0, found.start() - 2) : found.start()]
        after = text[found.end() : found.end() + 1]
        in_a_name = before[-1:].isalpha() or (before[-1:] == "-" and before[:1].isalpha())
        if not in_a_name and (
            not after.isalpha() or _UNIT.match(text, found.end()) or _TIME.match(text, found.end())
        ):
            yield Number(*found.span(), "figure")


def _in_words(sentence: Sentence) -> Iterator[Number]:
    """The small ones tell little by themselves: "one of the two"."""
    for topic, code in TOPICS.items():
        for hit in sentence.hits.get(topic, ()):
            yield Number(sentence.words[hit.first].start, sentence.words[hit.last - 1].end, code)


def _classified(text: str, start: int, end: int, units: _Units) -> Number:
    limit = min(len(text), end + _NEAR)
    if _WHOLE_DATE.fullmatch(text, start, end):
        return Number(start, end, "date")
    if month := _month_before(text, start, units):
        year = _YEAR_AFTER.match(text, end, limit)
        return Number(start - month, year.end() if year else end, "date")
    if large := units.large.match(text, end, limit):
        end = large.end()
    if start and text[start - 1] in _SIGNS:
        return Number(start - 1, end, "money")
    if unit := units.after.match(text, end, limit):
        return Number(start, unit.end(), unit.lastgroup or "figure")
    return Number(start, end, "date" if _YEAR.fullmatch(text, start, end) else "figure")


def _month_before(text: str, start: int, units: _Units) -> int:
    """How far before the figure a month begins ("March " 3), or 0."""
    if start < 4 or text[start - 1] != " ":
        return 0
    word = _LAST_WORD.search(text, max(0, start - _NEAR), start - 1)
    return start - word.start() if word and word.group(1).lower() in units.months else 0


@cache
def _units(lexicon: Lexicon) -> _Units:
    month = rf"(?:er|st|nd|rd|th)?\s(?:of\s)?(?:{_any(lexicon, 'months')})\b(?:\.?,?\s\d{{4}}\b)?"
    gap = r"[\s-]{0,2}"
    currency = rf"(?:de\s|d['’])?(?:[{_SIGNS}]|(?:US|CA)\$|(?:{_any(lexicon, 'currencies')})\b)"
    return _Units(
        large=re.compile(rf"[\s-](?:{_any(lexicon, 'large numbers')})\b", re.I),
        after=re.compile(
            rf"(?P<date>{month})"
            rf"|{gap}(?P<percentage>[%‰]|(?:{_any(lexicon, 'percentages')})\b)"
            rf"|{gap}(?P<money>{currency})"
            rf"|{gap}(?P<span>(?:{_any(lexicon, 'spans of time')})\b)"
            rf"|(?P<time>{_TIME.pattern})"
            rf"|(?P<figure>{_UNIT.pattern})",
            re.I,
        ),
        months=lexicon.words("months"),
    )


def _any(lexicon: Lexicon, section: str) -> str:
    longest_first = sorted(lexicon.entries(section), key=len, reverse=True)
    return "|".join(re.escape(entry) for entry in longest_first)

"""When something was said: a date beside the verb of saying, as a day, a month or a year."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution.tokens import Token
from claims.extraction.candidate import Precision
from claims.extraction.lexicon import Lexicon

_CERTAIN = timedelta(days=300)  # a day and month without a year: of the last time it was


class When(NamedTuple):
    day: date
    precision: Precision


def said_on(
    tokens: Sequence[Token], places: Iterable[tuple[int, int]], lexicon: Lexicon,
    published_on: date | None,
) -> When | None:  # fmt: skip
    """The first date in one of the `places`, from the first to the last token (not included).

    What is relative ("mardi", "yesterday") counts from the article's own date, and is None without
    it; so is a date after that one.
    """
    for first, last in places:
        for at in range(first, min(last, len(tokens))):
            if found := _date(tokens, at, last, lexicon, published_on):
                return found if not published_on or found.day <= published_on else None
    return None


def _date(
    tokens: Sequence[Token], at: int, last: int, lexicon: Lexicon, published_on: date | None
) -> When | None:
    norm = tokens[at].norm
    following = [token.norm for token in tokens[at + 1 : at + 4]] + ["", "", ""]
    before = tokens[at - 1].norm if at else ""
    if norm in lexicon.words("months") and (tokens[at].capital or lexicon.language == "fr"):
        return _of_month(lexicon, norm, before, following, published_on)
    if published_on is None:
        return _of_year(norm, before, lexicon)
    if norm in _weekdays(lexicon):
        if following[0].isdigit():
            return None  # its date follows
        return _of_weekday(_weekdays(lexicon)[norm], (before, following[0]), lexicon, published_on)
    if (days := _days_before(lexicon).get(norm)) is not None:
        return When(published_on - timedelta(days), Precision.DAY)
    return _of_year(norm, before, lexicon)


def _of_month(
    lexicon: Lexicon, norm: str, before: str, following: list[str], published_on: date | None
) -> When | None:
    """ "24 février 2022", "March 3, 2023", "en mars"."""
    month = _months(lexicon)[norm]
    after = [word for word in following if word and word not in (",", "of")]
    day, year = _day(before), None
    if day is None and after and (day := _day(after[0])) is not None:
        after = after[1:]
    if after and _is_year(after[0]):
        year = int(after[0])
    precision = Precision.DAY if day else Precision.MONTH
    if year:
        return _when(year, month, day, precision)
    if published_on is None:
        return None
    for candidate in (published_on.year, published_on.year - 1):
        found = _when(candidate, month, day, precision)
        if found and found.day <= published_on:
            return found if published_on - found.day <= _CERTAIN else None
    return None


def _of_weekday(
    weekday: int, around: tuple[str, str], lexicon: Lexicon, published_on: date
) -> When | None:
    """The last such day, the article's own included unless it is "last Tuesday"."""
    if any(word in lexicon.words("next") for word in around):
        return None
    back = (published_on.weekday() - weekday) % 7
    if not back and any(word in lexicon.words("last") for word in around):
        back = 7
    return When(published_on - timedelta(back), Precision.DAY)


def _of_year(norm: str, before: str, lexicon: Lexicon) -> When | None:
    if before in ("en", "in") and _is_year(norm):
        return When(date(int(norm), 1, 1), Precision.YEAR)
    return None


def _when(year: int, month: int, day: int | None, precision: Precision) -> When | None:
    try:
        return When(date(year, month, day or 1), precision)
    except ValueError:
        return None


def _day(word: str) -> int | None:
    digits = word.removesuffix("er")
    for ending in ("st", "nd", "rd", "th"):
        digits = digits.removesuffix(ending)
    return int(digits) if digits.isascii() and digits.isdigit() and 1 <= int(digits) <= 31 else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and 1900 <= int(word) <= 2100


@cache
def _weekdays(lexicon: Lexicon) -> dict[str, int]:
    return {word: number for number, word in enumerate(lexicon.entries("weekdays"))}


@cache
def _days_before(lexicon: Lexicon) -> dict[str, int]:
    pairs = (entry.split(":") for entry in lexicon.entries("days before"))
    return {word.strip(): int(days) for word, days in pairs}


@cache
def _months(lexicon: Lexicon) -> dict[str, int]:
    """By their names and short forms, which stand in the list in the year's order."""
    beginnings = _BEGINNINGS[lexicon.language]
    return {
        word.lower(): next(
            i for i, begin in enumerate(beginnings, 1) if word.lower().startswith(begin)
        )
        for word in lexicon.entries("months")
    }


_BEGINNINGS = {
    "fr": ("janv", "f", "mars", "avr", "mai", "juin", "juil", "ao", "sept", "oct", "nov", "déc"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}

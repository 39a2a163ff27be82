"""Dates as feeds write them: a day that is certain, or none. Pure."""

import re
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.texts import as_text, plain

_FIRST_YEAR = 1800
#: What a program writes for no date at all.
_PLACEHOLDERS = frozenset({date(1970, 1, 1), date(1900, 1, 1)})

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_SOLID = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}.*)?\Z")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_NAMED = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:the\s+|le\s+|el\s+)?"
    r"(?:(?P<d1>\d{1,2})(?:er|st|nd|rd|th|º|\.)?\s*[-\s]\s*(?:de\s+|of\s+)?(?P<m1>[^\W\d_]+)\.?,?"
    r"\s*[-\s]\s*(?:de\s+|del\s+)?(?P<y1>\d{4})"
    r"|(?P<m2>[^\W\d_]+)\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{4}))(?!\d)"
)
#: The months by how they begin, in English, French, Spanish, Portuguese, German, Italian, Dutch.
_MONTHS = {
    "jan": 1, "janv": 1, "ene": 1, "gen": 1, "jän": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3,
    "mär": 3, "mrt": 3, "maa": 3, "apr": 4, "avr": 4, "abr": 4, "may": 5, "mai": 5, "mag": 5,
    "mei": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aoû": 8,
    "aou": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "out": 10, "ott": 10, "nov": 11,
    "dec": 12, "déc": 12, "dic": 12, "dez": 12,
}  # fmt: skip


class Stated(NamedTuple):
    """`day` as the publisher wrote it, in their own time zone; `text` is ISO 8601, with the time
    where there is one."""

    day: date
    text: str


class NoDay(ValueError):
    """Why it is none: a code of `reasons`."""


def day(value: Any, field: str, today: date, notes: Notes, *, ahead: bool = False) -> Stated | None:
    """The day that is stated; None, with a note, where it is not certain. `ahead`: it may come."""
    given = plain(value, field, notes)
    if not given:
        return None
    try:
        stated = _read(given)
        # It may be tomorrow already where it was written.
        if stated.day > today + timedelta(days=1) and not ahead:
            raise NoDay("future")
    except NoDay as error:
        notes.add(field, str(error), as_text(value))
        return None
    return stated


def _read(given: str) -> Stated:
    if found := _ISO.match(given) or _SOLID.match(given) or _YEAR_FIRST.match(given):
        year, month, day_ = (int(number) for number in found.groups())
    elif found := _YEAR_LAST.match(given):
        day_, month, year = _in_order(*(int(number) for number in found.groups()))
    elif found := _NAMED.match(given):
        year = int(found["y1"] or found["y2"])
        month = _month(found["m1"] or found["m2"])
        day_ = int(found["d1"] or found["d2"])
    else:
        raise NoDay("no_day" if re.fullmatch(r"\d{4}(?:[-/.]\d{1,2})?", given) else "no_date")
    try:
        found_day = date(year, month, day_)
    except ValueError:
        raise NoDay("impossible_date") from None
    if found_day.year < _FIRST_YEAR or found_day in _PLACEHOLDERS:
        raise NoDay("placeholder")
    return Stated(found_day, _with_time(given, found_day))


def _in_order(first: int, second: int, year: int) -> tuple[int, int, int]:
    """Day, month, year, if only one order is possible. 5/6/2020 is May in one country, June in
    another."""
    if first == second or (first > 12 >= second):
        return first, second, year
    if second > 12 >= first:
        return second, first, year
    raise NoDay("ambiguous_date" if first <= 12 else "impossible_date")


def _month(name: str) -> int:
    name = name.lower()
    for length in (4, 3):
        if name[:length] in _MONTHS:
            return _MONTHS[name[:length]]
    raise NoDay("no_date")


def _with_time(given: str, found: date) -> str:
    """To the second where it is ISO 8601 with a time, else the day."""
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        return found.isoformat()
    has_time = len(given) > 10 and moment.date() == found
    return moment.isoformat(timespec="seconds") if has_time else found.isoformat()

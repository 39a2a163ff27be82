"""A verdict's filters, how its words begin, and where it stands in time, as numbers that the search
index narrows by.

Two things may have one number: numbers only narrow what filters and words themselves decide.
Pure: no models.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from zlib import crc32

#: A verdict is in one block of each size, by the number of its latest publication (powers of two).
BLOCKS = (11, 13, 15, 17, 19)
#: Of a word's beginnings these are numbered, by length; between them the next shorter one narrows.
#: (GIN can look for beginnings itself, but reads every verdict that has such a word first.)
BEGINNINGS = (3, 4, 6, 9)

# The rarest first: the index is asked in this order.
_EQUAL = (
    "article_url",
    "claimant",
    "publisher",
    "topic",
    "rating",
    "rating_canonical",
    "language",
    "config",
    "status",
)
_TIMES = ("claimed", "published", "updated")
# Earlier and later years are as these.
_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_MOST_MONTHS = 24


def of(number: int, values: Mapping[str, Any], words: Iterable[str]) -> list[int]:
    """Every number of a verdict. `values` holds what each filter compares with: one, or several."""
    found = {block(number, level) for level in range(len(BLOCKS))}
    found.update(*map(_beginnings, words))
    for name in _EQUAL:
        given = values[name]
        for value in given if isinstance(given, list) else [given]:
            found.add(_number(name, value))
    for name in _TIMES:
        if day := values[name]:
            found.add(_year(name, day.year))
            found.add(_month(name, day.year, day.month))
    return sorted(found)


def block(number: int, level: int) -> int:
    """The number of a block; negative, as no filter's is. `finding` says the same in SQL."""
    return -((number >> BLOCKS[level]) * len(BLOCKS) + level) - 1


@lru_cache(50_000)
def _beginnings(word: str) -> tuple[int, ...]:
    return tuple(_number("word", word[:length]) for length in BEGINNINGS if length <= len(word))


def config(name: str) -> int:
    """What a verdict has that is stemmed so."""
    return _number("config", name)


def beginning(prefix: str) -> tuple[int, ...]:
    """What a verdict must have that has a word which begins so."""
    return _beginnings(prefix)[-1:]


def wanted(filters: Mapping[str, Any]) -> list[list[int]]:
    """What a verdict must have to pass these filters: one of each list."""
    every = [[_number(name, filters[name])] for name in _EQUAL if filters.get(name) is not None]
    for name in _TIMES:
        start, end = filters.get(f"{name}_from"), filters.get(f"{name}_to")
        if start or end:
            every.append(list(_span(name, start, end)))
    return every


def _span(name: str, start: date | None, end: date | None) -> Iterator[int]:
    """Months of a short range, years of a long or an open one."""
    if start and end:
        months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
        if len(months) <= _MOST_MONTHS:
            yield from (_month(name, month // 12, month % 12 + 1) for month in months)
            return
    first = _known(start.year if start else _FIRST_YEAR)
    last = _known(end.year if end else _LAST_YEAR)
    yield from (_year(name, year) for year in range(first, last + 1))


def _known(year: int) -> int:
    return min(max(year, _FIRST_YEAR), _LAST_YEAR)


def _year(name: str, year: int) -> int:
    return _number(name, _known(year))


def _month(name: str, year: int, month: int) -> int:
    return _number(name, f"{year}-{month}")


def _number(name: str, value: Any) -> int:
    return crc32(f"{name}={value}".encode()) & 0x7FFFFFFF

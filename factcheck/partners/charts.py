"""A key's use of the last 30 days as a small bar chart, without scripts: numbers for a template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from factcheck.partners import usage
from factcheck.partners.models import ApiKey, KeyUsage

#: In the chart's own units: of one day's place, of its bar, of the tallest bar.
PLACE, BAR, TALLEST = 8, 6, 40


@dataclass(frozen=True, slots=True)
class Bar:
    day: date
    requests: int
    refused: int
    x: int
    y: float
    height: float
    refused_y: float
    refused_height: float


@dataclass(frozen=True, slots=True)
class Chart:
    """One key, the bars of its days, and the days on which it was used, the latest first."""

    key: ApiKey
    bars: list[Bar]
    used: list[KeyUsage]

    width = PLACE * usage.DAYS
    height = TALLEST
    bar_width = BAR

    @property
    def requests(self) -> int:
        return sum(row.requests for row in self.used)

    @property
    def refused(self) -> int:
        return sum(row.refused for row in self.used)


def of_keys(keys: Iterable[ApiKey]) -> list[Chart]:
    """A chart for each key, all in one query, and all in the same scale."""
    keys = list(keys)
    days = usage.lately(keys)
    most = max((row.requests + row.refused for rows in days.values() for row in rows), default=0)
    return [Chart(key, _bars(days[key.pk], most), days[key.pk][::-1]) for key in keys]


def _bars(rows: list[KeyUsage], most: int) -> list[Bar]:
    found = {row.day: row for row in rows}
    first = usage.first_day()
    bars = []
    for position in range(usage.DAYS):
        row = found.get(first + timedelta(days=position))
        if row:
            bars.append(_bar(row, position, TALLEST / max(most, 1)))
    return bars


def _bar(row: KeyUsage, position: int, scale: float) -> Bar:
    # A day with one request is seen too.
    height = round(max(row.requests * scale, 1 if row.requests else 0), 1)
    refused = round(max(row.refused * scale, 1 if row.refused else 0), 1)
    bottom = max(0, TALLEST - height)
    return Bar(
        day=row.day,
        requests=row.requests,
        refused=row.refused,
        x=position * PLACE,
        y=bottom,
        height=height,
        refused_y=max(0, bottom - refused),
        refused_height=refused,
    )

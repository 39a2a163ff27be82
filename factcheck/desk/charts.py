"""Small bar charts without scripts: numbers for a template, which tells them as a table, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

#: In a chart's own units: of one bar's place, of the bar, of the tallest bar, of the number above.
PLACE, BAR, TALLEST, ABOVE = 30, 22, 72, 14


@dataclass(frozen=True, slots=True)
class Point:
    """A number to be drawn, and the list behind it."""

    label: Any
    value: int
    address: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A point as an upright bar; `share` is its length in percent, where it is drawn lying."""

    point: Point
    x: int
    middle: int
    y: int
    above: int
    height: int
    share: int


@dataclass(frozen=True, slots=True)
class Chart:
    bars: list[Bar]

    bar_width = BAR
    height = TALLEST + ABOVE

    @property
    def width(self) -> int:
        return PLACE * len(self.bars)

    @property
    def total(self) -> int:
        return sum(bar.point.value for bar in self.bars)


def chart(points: Iterable[Point]) -> Chart:
    """Bars in one scale; the smallest number above none is seen, too."""
    points = list(points)
    most = max((point.value for point in points), default=0) or 1
    bars = []
    for position, point in enumerate(points):
        height = max(point.value * TALLEST // most, 2 if point.value else 0)
        share = max(point.value * 100 // most, 1 if point.value else 0)
        x = position * PLACE + (PLACE - BAR) // 2
        y = ABOVE + TALLEST - height
        bars.append(Bar(point, x, x + BAR // 2, y, y - 3, height, share))
    return Chart(bars)

"""The first page: panels that the rooms hand in, each made for the person who looks.

The desk knows no claims and no reviews. A room registers functions with `panel`, usually in its
`admin/home.py`; each gets the request, and returns nothing where there is nothing that this person
may see.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: `template` draws it from `facts`. `name` is its id in the page.

    `is_news`: it tells what happened, in the second column; the first one is what to do.
    """

    name: str
    title: Any
    template: str
    facts: dict[str, Any] = field(default_factory=dict)
    is_news: bool = False


Maker = Callable[[HttpRequest], Panel | None]

_makers: list[tuple[int, Maker]] = []


def panel(place: int) -> Callable[[Maker], Maker]:
    """Register what makes a panel; those with a lower `place` stand above."""

    def register(maker: Maker) -> Maker:
        _makers.append((place, maker))
        return maker

    return register


def panels(request: HttpRequest) -> list[Panel]:
    """The panels for this person, from the top."""
    ordered = sorted(_makers, key=lambda made: made[0])
    return [found for _place, maker in ordered if (found := maker(request))]

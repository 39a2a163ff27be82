"""Who keeps an index. Each side registers itself, and knows no other."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from factcheck.matching.index.entries import Entry
from factcheck.matching.index.index import Index

#: What may have a text, in order, and the text that it should have.
Batch = dict[Any, Entry | None]


@dataclass(frozen=True)
class Side:
    name: str
    index: Index
    #: At most so many of what comes after the given one (None: from the first on), locked against
    #: their writers until the transaction ends.
    after: Callable[[Any, int], Batch]
    #: These, locked in the same way.
    these: Callable[[Collection[Any]], Batch]


_sides: dict[str, Side] = {}


def register(side: Side) -> None:
    _sides[side.name] = side


def sides() -> list[Side]:
    return list(_sides.values())

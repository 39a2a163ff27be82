"""Where the words that were asked for stand in a document: pieces of its own text, with offsets.

PostgreSQL says at which places its stems stand (`finding`); counting the document's words again as
`layout` does leads back to the text, with its accents, in code points. No markup: whoever shows it
escapes it.
"""

from collections.abc import Collection, Iterator
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from factcheck.publications.search import layout
from factcheck.publications.search.asking import Asked
from factcheck.publications.search.layout import Placed

FRAGMENTS = 3
#: Code points of a fragment, and of what stands before its first mark.
_LENGTH, _BEFORE = 200, 60
_LONGEST = 2 * _LENGTH


def of(
    document: dict[str, Any], asked: Asked, places: Collection[int] | None
) -> list[dict[str, Any]]:
    """The first fragments, in the order of the fields' weight: field, fragment, and marks in it."""
    wanted = frozenset(places or ())
    prefixes = tuple(prefix for each in asked.alternatives for prefix in each.prefixes())
    return list(islice(_fragments(document, wanted, prefixes), FRAGMENTS))


def _fragments(
    document: dict[str, Any], wanted: frozenset[int], prefixes: tuple[str, ...]
) -> Iterator[dict[str, Any]]:
    last = max(wanted, default=0)
    for field, group in groupby(layout.placed(document), attrgetter("field")):
        placed = list(group)
        # Several words may share a place in the text: "½" is two of them.
        spans = dict.fromkeys(
            (word.start, word.end)
            for _field, place, word in placed
            if place in wanted or word.text.startswith(prefixes)
        )
        if spans:
            start, end = _window(field.text, placed, next(iter(spans)))
            yield {
                "field": field.name,
                "fragment": field.text[start:end],
                "marks": [[a - start, min(b, end) - start] for a, b in spans if start <= a < end],
            }
        # Without prefixes PostgreSQL knows every place: no need to read on.
        if not prefixes and placed[-1].place >= last:
            return


def _window(text: str, placed: list[Placed], first: tuple[int, int]) -> tuple[int, int]:
    """Around the first mark, from the beginning of a word to the end of one."""
    if len(text) <= _LENGTH:
        return 0, len(text)
    starts = [word.start for _field, _place, word in placed]
    start = min(at for at in starts if at >= min(first[0], max(first[0] - _BEFORE, starts[0])))
    start = 0 if start == starts[0] and start <= _BEFORE else start
    ends = [word.end for _field, _place, word in placed if word.end <= start + _LENGTH]
    end = max([first[1], *ends])
    return start, min(end, start + _LONGEST)

"""JSON of any length, cut into the elements of its outer list. Pure.

Only brackets and strings are looked at; each element is parsed by itself. So a feed may be larger
than the memory, and one broken element is no reason to leave out the others, as it would be for a
parser of the whole.
"""

import re
from collections.abc import Iterator

from factcheck.elsewhere.reading.pieces import Cut, Input, Kept, Piece, Unreadable, parsed

#: Lists that a feed's outer object has its elements in.
_LISTS = (b'"dataFeedElement"', b'"@graph"', b'"claims"')

_BLANK = re.compile(rb"[\s,]*")
_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_STRUCTURE = re.compile(rb'["{}\[\]]')
_WORD = re.compile(rb'[^\s,:"{}\[\]]+')


def split(given: Input) -> Iterator[Piece]:
    """The elements of the outer list, or the outer object itself where it has none.

    Raises Cut where it ends in the middle, Unreadable where it is no JSON.
    """
    count = 0
    while (first := _next(given)) is not None:
        count += 1
        start = f"value {count} " if count > 1 else ""
        if first == b"[":
            yield from _elements(given, start)
        elif first == b"{":
            yield from _object(given, start)
        else:
            raise Unreadable("no_json", given.place)


def _elements(given: Input, start: str) -> Iterator[Piece]:
    given.at += 1
    count = 0
    while True:
        first = _next(given)
        place = f"{start}[{count}]"
        if first is None:
            raise Cut(place)
        if first == b"]":
            given.at += 1
            return
        yield parsed(place, _value(given, first, place))
        count += 1


def _object(given: Input, start: str) -> Iterator[Piece]:
    given.at += 1
    own, has_list = Kept(), False
    while True:
        first = _next(given)
        if first is None:
            raise Cut(start or given.place)
        if first == b"}":
            given.at += 1
            break
        name = _value(given, first, given.place)
        if first != b'"' or _next(given) != b":":
            raise Unreadable("no_json", given.place)
        given.at += 1
        first = _next(given)
        if first == b"[" and name in _LISTS:
            has_list = True
            yield from _elements(given, start + name.decode().strip('"'))
            continue
        if first is None:
            raise Cut(start or given.place)
        value = _value(given, first, given.place)
        if name is None or value is None:
            own.drop()
        else:
            own.add(b"%b:%b," % (name, value))
    if not has_list:
        raw = own.get()
        yield parsed(start.strip(), None if raw is None else b"{%b}" % raw.rstrip(b","))


def _next(given: Input) -> bytes | None:
    """The next byte that says something; it is not yet read. None at the end."""
    while True:
        found = _BLANK.match(given.buffer, given.at)
        given.at = found.end() if found else given.at
        if given.at < len(given.buffer):
            return given.buffer[given.at : given.at + 1]
        if not given.more():
            return None


def _value(given: Input, first: bytes, place: str) -> bytes | None:
    """The bytes of the value that begins here; None where it is too large. Raises Cut."""
    if first in b"{[":
        return _nested(given, place)
    if first == b'"':
        return _nested(given, place, text=True)
    found = _WORD.match(given.buffer, given.at)
    if not found:
        raise Unreadable("no_json", given.place)
    kept = Kept()
    while found:
        kept.add(found[0])
        given.at = found.end()
        if given.at < len(given.buffer) or not given.more():
            break
        found = _WORD.match(given.buffer, given.at)
    return kept.get()


def _nested(given: Input, place: str, *, text: bool = False) -> bytes | None:
    """A list or an object to its end; with `text`, a string."""
    kept, depth, inside = Kept(), 0, False
    while True:
        at, end = given.at, len(given.buffer)
        over = False
        while at < end and not over:
            if inside:
                found = _STRING.match(given.buffer, at)
                at = found.end() if found else at
                if given.buffer[at : at + 1] != b'"':
                    break  # at a backslash without what it escapes, or at the end
                at, inside = at + 1, False
                over = text
                continue
            found = _STRUCTURE.search(given.buffer, at)
            at = found.end() if found else end
            mark = found[0] if found else b""
            inside = mark == b'"'
            depth += (mark in (b"{", b"[")) - (mark in (b"}", b"]"))
            over = bool(mark) and not inside and depth == 0
        kept.add(given.buffer[given.at : at])
        given.at = at
        if over:
            return kept.get()
        if not given.more():
            raise Cut(place)

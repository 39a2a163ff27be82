"""A JSON value on each line (NDJSON): a broken line spoils no other one. Pure."""

from collections.abc import Iterator

from factcheck.elsewhere.reading.pieces import Cut, Input, Kept, Piece, loads, parsed


def has_lines(head: bytes) -> bool:
    """Whether this begins with a whole object on a line of its own, or with a broken one and then a
    whole one."""
    first, _end, rest = head.partition(b"\n")
    return _is_whole(first) or (first.startswith(b"{") and _is_whole(rest.partition(b"\n")[0]))


def read(given: Input) -> Iterator[Piece]:
    """The value of every line that is not blank. Raises Cut where the last one ends in the
    middle."""
    number = 0
    while True:
        number += 1
        raw, ended = _line(given)
        place = f"line {number}"
        if raw is None or raw.strip():
            piece = parsed(place, None if raw is None else raw.strip())
            if piece.fault == "no_json" and not ended:
                raise Cut(place)
            yield piece
        if not ended:
            return


def _line(given: Input) -> tuple[bytes | None, bool]:
    """The next line, None for one that is too large; and whether a line feed ended it."""
    kept = Kept()
    while True:
        end = given.buffer.find(b"\n", given.at)
        kept.add(given.buffer[given.at : len(given.buffer) if end < 0 else end])
        given.at = len(given.buffer) if end < 0 else end + 1
        if end >= 0:
            return kept.get(), True
        if not given.more():
            return kept.get(), False


def _is_whole(line: bytes) -> bool:
    try:
        return isinstance(loads(line), dict)
    except (ValueError, RecursionError):
        return False

"""Pieces of a feed: a JSON value each, or what is wrong with it. Pure."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

#: A piece may be so large, in bytes; a larger one is passed over, and never in memory.
LARGEST = 1024 * 1024


class Piece(NamedTuple):
    """`place` says where in the feed; `fault` is a code of `reasons`, "" for a sound value.

    A page describes much `else_too`: that is no fault of it.
    """

    place: str
    value: Any
    fault: str = ""
    detail: str = ""
    else_too: bool = False


class Unreadable(Exception):
    """The feed cannot be read, or no further; `code` is one of `reasons`."""

    def __init__(self, code: str, place: str = "") -> None:
        self.code, self.place = code, place
        super().__init__(f"{code} {place}")


class Cut(Unreadable):
    """The feed ends in the middle."""

    def __init__(self, place: str) -> None:
        super().__init__("cut", place)


def parsed(place: str, raw: bytes | None) -> Piece:
    """The piece of these bytes; None stands for one that was too large."""
    if raw is None:
        return Piece(place, None, "too_large")
    try:
        return Piece(place, loads(raw))
    except UnicodeDecodeError as error:
        return Piece(place, None, "not_utf8", str(error.start))
    except RecursionError:
        return Piece(place, None, "too_deep")
    except ValueError as error:
        return Piece(place, None, "no_json", str(error)[:200])


def loads(raw: bytes) -> Any:
    """Not strict: line breaks inside of strings are the commonest mistake. NaN is a word here.

    Raises UnicodeDecodeError, RecursionError or ValueError.
    """
    return json.loads(raw.decode(), strict=False, parse_constant=str)


class Input:
    """Bytes that come in chunks, of which no more is kept than is still to be read."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.buffer = b""
        self.at = 0
        self._before = 0

    @property
    def place(self) -> str:
        return f"byte {self._before + self.at}"

    def more(self) -> bool:
        """Whether there was another chunk; it is behind what was not read yet."""
        for chunk in self._chunks:
            if chunk:
                self._before += self.at
                self.buffer = self.buffer[self.at :] + chunk
                self.at = 0
                return True
        return False


class Kept:
    """Bytes that are put together, or None once they are more than a piece may have."""

    def __init__(self) -> None:
        self._bytes: bytearray | None = bytearray()

    def add(self, more: bytes) -> None:
        if self._bytes is not None:
            self._bytes += more
            if len(self._bytes) > LARGEST:
                self._bytes = None

    def drop(self) -> None:
        """Too large already."""
        self._bytes = None

    def get(self) -> bytes | None:
        return None if self._bytes is None else bytes(self._bytes)

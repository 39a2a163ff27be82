"""One long answer at a time: a reader who is slow, or means harm, holds up no other request.

The server keeps one of its few threads for as long as a stream is being read. So a process sends
one, and whoever comes second is told to come back; all short answers go on beside it.
"""

import threading
from collections.abc import Iterator

_slot = threading.Lock()


class Busy(Exception):
    """Another stream is being read from this process."""


def take() -> None:
    """Take the slot; `give_back` ends it. Raises Busy."""
    if not _slot.acquire(blocking=False):
        raise Busy


def give_back() -> None:
    _slot.release()


class Stream:
    """Chunks, while they have the slot: the server gives it back when it closes the answer.

    Raises Busy.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._open = False
        take()
        self._open = True
        self._chunks = chunks

    def __iter__(self) -> "Stream":
        return self

    def __next__(self) -> bytes:
        return next(self._chunks)

    def close(self) -> None:
        if self._open:
            self._open = False
            give_back()

    # An answer that was never sent is never closed either.
    __del__ = close

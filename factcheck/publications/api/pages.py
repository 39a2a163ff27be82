"""Pages that this process has put together lately, so that what many ask for is made once.

A page of the change feed never changes: the feed only grows, and has no gaps. A page of a list is
good for as long as nothing is published, which one look at the feed's end tells.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from factcheck.publications.api.answers import SECONDS, Found
from factcheck.publications.queries import Feed

#: Bytes of one process, for each kind of page.
_ROOM = 64 * 1024 * 1024
#: What a page takes beside its bytes.
_AROUND = 500


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list's page, and where the feed stood before it was made; at first only that it was asked
    for: what nobody asks for again is not worth its room."""

    until: float
    feed: Feed | None = None
    hash: str = ""
    body: bytes = b""

    def __len__(self) -> int:
        return len(self.body)


class _Shelf:
    """The least recently read ones make room. Safe for threads."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Any, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._size = 0

    def get(self, key: Any) -> Any:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Any, page: Any) -> None:
        with self._lock:
            self._drop(self._pages.pop(key, None))
            self._pages[key] = page
            self._size += len(page) + _AROUND
            while self._size > _ROOM:
                self._drop(self._pages.popitem(last=False)[1])

    def empty(self) -> None:
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _drop(self, page: Any) -> None:
        self._size -= len(page) + _AROUND if page is not None else 0


_feed, _lists = _Shelf(), _Shelf()


def of_feed(key: tuple[str, int, int], make: Callable[[], bytes]) -> bytes:
    """The page of an epoch between two sequences, made now if it is not there."""
    page = _feed.get(key)
    if page is None:
        page = make()
        _feed.put(key, page)
    return page


def of_list(address: str, feed: Callable[[], Feed], make: Callable[[], Found]) -> Found:
    """The page at an address, made now if it is not there or something was published since."""
    now = time.monotonic()
    known: _Listed | None = _lists.get(address)
    if known is None or known.until < now:
        _lists.put(address, _Listed(now + SECONDS))
        return make()
    # Looked at before the page is made: a page may be newer than this says, never older.
    stands = feed()
    if known.feed != stands:
        found = make()
        known = _Listed(now + SECONDS, stands, found.hash, found.body())
        _lists.put(address, known)
    return Found(known.hash, lambda: known.body)


def forget() -> None:
    """Empty it: another database may hold another record under the same numbers."""
    _feed.empty()
    _lists.empty()

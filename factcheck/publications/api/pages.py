"""Pages of the change feed that this process has put together lately.

A page of the feed never changes: the feed only grows, and has no gaps. So it is made once, however
many partners read it after one another.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable

#: Bytes of one process.
_ROOM = 64 * 1024 * 1024

_Key = tuple[str, int, int]  # epoch, first (exclusive) and last sequence

_kept: OrderedDict[_Key, bytes] = OrderedDict()
_lock = threading.Lock()
_size = 0


def kept(key: _Key, make: Callable[[], bytes]) -> bytes:
    """The page, made now if it is not there. The least recently read ones make room."""
    global _size
    with _lock:
        page = _kept.get(key)
        if page is not None:
            _kept.move_to_end(key)
            return page
    page = make()
    with _lock:
        if key not in _kept and len(page) <= _ROOM:
            _kept[key] = page
            _size += len(page)
        while _size > _ROOM:
            _size -= len(_kept.popitem(last=False)[1])
    return page


def forget() -> None:
    """Empty it: another database may hold another record under the same numbers."""
    global _size
    with _lock:
        _kept.clear()
        _size = 0

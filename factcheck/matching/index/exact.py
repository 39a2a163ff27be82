"""The search among vectors in this process, where PostgreSQL has no pgvector: exact, and bounded.

The vectors are read once and kept: 2 kB a text. Texts that came since are read at the next
question. What was taken out meanwhile is still found here, and left out by the statement that looks
up the texts.
"""

from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from factcheck.matching.index import halfvec, limits
from factcheck.matching.index.finding import Near

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

#: The newest so many texts are searched.
MOST = 100_000
_CHUNK = 5_000
#: Seconds after which all is read anew: what has been taken out goes.
_ANEW = 3_600


class Exact:
    """The vectors of one side, as far as this process has read them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._model, self._last, self._until = "", 0, 0.0
        self._items: Any = None
        self._rows: Any = None

    def near(self, tables: "Tables", vectors: "NDArray[np.float32]", model: str) -> Near:
        """The nearest texts of each vector, the first of which is of the question at place 0."""
        import numpy as np

        with self._lock:
            self._read(tables, model)
            items, rows = self._items, self._rows
        places: list[int] = []
        found: list[int] = []
        if len(items):
            most = min(halfvec.MOST, len(items))
            for place, row in enumerate(halfvec.folded(vectors)):
                best = np.argpartition(rows @ row, -most)[-most:]
                places += [place] * most
                found += items[best].tolist()
        return Near("SELECT * FROM unnest(%s::int[], %s::int[])", [places, found])

    def _read(self, tables: "Tables", model: str) -> None:
        import numpy as np

        if model != self._model or monotonic() > self._until:
            self._forget(model)
        sql = (
            f"SELECT item, values FROM {tables.vector} WHERE model = %s AND item > %s"
            f" ORDER BY item LIMIT {_CHUNK}"
        )
        if not len(self._items):  # of more the newest
            self._last = self._before_the_newest(tables, model)
        while rows := limits.rows(sql, [model, self._last]):
            self._last = rows[-1][0]
            halves = np.frombuffer(b"".join(bytes(v) for _item, v in rows), dtype="<f2")
            wide = halves.reshape(len(rows), -1).astype(np.float32)
            items = np.array([item for item, _values in rows])
            self._items = np.concatenate([self._items, items])[-MOST:]
            self._rows = np.concatenate([self._rows, halfvec.folded(wide)])[-MOST:]
            if len(rows) < _CHUNK:
                break

    def _before_the_newest(self, tables: "Tables", model: str) -> int:
        sql = (
            f"SELECT item FROM {tables.vector} WHERE model = %s"
            f" ORDER BY item DESC OFFSET {MOST} LIMIT 1"
        )
        return next((item for (item,) in limits.rows(sql, [model])), 0)

    def _forget(self, model: str) -> None:
        import numpy as np

        self._model, self._last, self._until = model, 0, monotonic() + _ANEW
        self._items = np.empty(0, dtype=np.int64)
        self._rows = np.empty((0, halfvec.WIDTH), dtype=np.float32)

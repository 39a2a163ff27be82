"""The vectors of the texts: made in the background, compared when somebody asks.

Never in the transaction of whoever writes a text: a model may be slow, or down. What has no vector
of the current model yet is found by its words.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from factcheck.matching.embedding import Embedder
from factcheck.matching.index import halfvec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

_BATCH = 128
#: Texts are numbered before they are committed: the newest so many are looked through again.
_LATE = 10_000


def embed(
    tables: "Tables", embedder: Embedder, *, everything: bool = False,
    goes_on: Callable[[], bool] = lambda: True,
) -> Iterator[int]:  # fmt: skip
    """Make the vectors that are missing, or are another model's; yields how many after each batch.

    It looks at the newest texts, and at `everything` if asked to. Stop it anywhere: what is made is
    kept, and the next one goes on from there. Raises EmbeddingFailed.
    """
    last = 0 if everything else _newest(tables, embedder.model) - _LATE
    done = 0
    while goes_on() and (batch := _without(tables, embedder.model, last)):
        last = batch[-1][0]
        numbers = [number for number, _text in batch]
        made = embedder.embed([text for _number, text in batch])
        _keep(tables, numbers, made, embedder.model)
        done += len(batch)
        yield done


def cosines(vector: "NDArray[np.float32]", kept: Sequence[bytes | None]) -> "list[float | None]":
    """Of a question's vector and those of the texts; None for a text that has none yet, or one of
    another size: an endpoint may change its model and keep the name."""
    import numpy as np

    fits = [each is not None and len(each) == 2 * len(vector) for each in kept]
    known = [bytes(each or b"") for each, fit in zip(kept, fits, strict=True) if fit]
    rows = np.frombuffer(b"".join(known), dtype="<f2").reshape(-1, len(vector))
    found = iter((rows.astype(np.float32) @ vector).tolist())
    return [max(-1.0, min(1.0, next(found))) if fit else None for fit in fits]


def _newest(tables: "Tables", model: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max(item) FROM {tables.vector} WHERE model = %s", [model])
        return cursor.fetchone()[0] or 0


def _without(tables: "Tables", model: str, last: int) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, trim(text || ' ' || headline)"
            f" FROM {tables.item} i WHERE number > %s AND NOT EXISTS ("
            f"SELECT FROM {tables.vector} v WHERE v.item = i.number AND v.model = %s)"
            f" ORDER BY number LIMIT {_BATCH}",
            [last, model],
        )
        return cursor.fetchall()


def _keep(tables: "Tables", numbers: list[int], vectors: "NDArray[np.float32]", model: str) -> None:
    columns: list[Any] = [numbers, [row.astype("<f2").tobytes() for row in vectors]]
    names, given, types = "item, values", "item, values", "%s::int[], %s::bytea[]"
    if halfvec.has(tables.vector):
        columns.append(halfvec.texts(vectors))
        names, given = f"{names}, near", f"{given}, near::halfvec({halfvec.WIDTH})"
        types += ", %s::text[]"
    with transaction.atomic(), connection.cursor() as cursor:
        # A text that was taken out meanwhile gets none; one that is being taken out is waited for.
        cursor.execute(
            f"SELECT number FROM {tables.item} WHERE number = ANY(%s)"
            " ORDER BY number FOR KEY SHARE",
            [numbers],
        )
        cursor.execute(
            f"INSERT INTO {tables.vector} ({names}, model, dimension)"
            f" SELECT {given}, %s, %s FROM unnest({types}) AS given ({names})"
            f" WHERE item = ANY(%s) ON CONFLICT (item) DO UPDATE SET"
            + ", ".join(f" {name} = excluded.{name}" for name in _changing(names)),
            [model, vectors.shape[1], *columns, [number for (number,) in cursor.fetchall()]],
        )


def _changing(names: str) -> list[str]:
    return [*names.split(", ")[1:], "model", "dimension"]

"""The search among vectors where PostgreSQL has pgvector (0.7 or newer).

Every side's vectors have one more column then (see `schema`), `near`, of one width whatever the
model: shorter vectors end in zeros, which changes no cosine; longer ones are folded to it, which
blurs the search a little, and not the cosine that is computed of what it finds.
"""

from functools import cache
from typing import TYPE_CHECKING

from django.db import connection

from factcheck.matching.index.finding import Near

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# ruff: noqa: S608 - the tables' own names

WIDTH = 512
#: So many neighbours are judged besides what shares words.
MOST = 20


@cache
def has(vector_table: str) -> bool:
    """Whether this side's vectors can be searched by PostgreSQL."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attname = 'near'"
            " AND NOT attisdropped",
            [vector_table],
        )
        return bool(cursor.rowcount)


def is_installed() -> bool:
    """Whether PostgreSQL could have such a column: pgvector is there, of 0.7 or newer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM pg_available_extensions WHERE name = 'vector'"
            " AND string_to_array(default_version, '.')::int[] >= '{0,7}'"
        )
        return bool(cursor.rowcount)


def near(vector_table: str, vectors: "NDArray[np.float32]", model: str) -> Near:
    """The nearest texts of each vector, the first of which is of the question at place 0."""
    sql = f"""
        SELECT asked.place - 1, each.item
          FROM unnest(%s::text[]) WITH ORDINALITY AS asked (vector, place) CROSS JOIN LATERAL (
              SELECT item FROM {vector_table} WHERE model = %s
               ORDER BY near <#> asked.vector::halfvec({WIDTH}) LIMIT {MOST}
          ) each
    """
    return Near(sql, [texts(vectors), model])


def texts(vectors: "NDArray[np.float32]") -> list[str]:
    """As PostgreSQL reads them."""
    return [f"[{','.join(f'{value:.5g}' for value in row)}]" for row in folded(vectors)]


def folded(vectors: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Of `WIDTH` dimensions, and of length one again.

    What is beyond the width is added to what is within, with signs that only depend on its place:
    on average the cosine of two folded vectors is that of the two.
    """
    import numpy as np

    count, dimension = vectors.shape
    wide = np.zeros((count, -(-dimension // WIDTH) * WIDTH), dtype=np.float32)
    wide[:, :dimension] = vectors
    if dimension > WIDTH:
        wide *= np.random.default_rng(0).choice([-1, 1], wide.shape[1])
    narrow = wide.reshape(count, -1, WIDTH).sum(axis=1)
    lengths = np.linalg.norm(narrow, axis=1, keepdims=True)
    return narrow / np.where(lengths == 0, 1, lengths)

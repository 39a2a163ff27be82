"""How an index is, for operators."""

from typing import TYPE_CHECKING

from django.db import connection

from factcheck.matching.embedding import Embedder
from factcheck.matching.index import halfvec
from factcheck.matching.terms import READING

if TYPE_CHECKING:
    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names


def of(tables: "Tables", model: Embedder | None) -> str:
    """In one line. It counts rows: a second or two with a million texts."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {tables.item}")
        texts = cursor.fetchone()[0]
        cursor.execute(f"SELECT model, count(*) FROM {tables.vector} GROUP BY model")
        vectors = dict(cursor.fetchall())
        cursor.execute(f"SELECT count(*) FROM {tables.item} WHERE reading <> {READING}")
        outdated = cursor.fetchone()[0]
    told = [f"{texts} texts"]
    if outdated:
        told.append(f"{outdated} of them wait to be read anew")
    if model is None:
        told.append("no embedder: words alone")
    else:
        told.append(f"{vectors.pop(model.model, 0)} vectors of {model.model}")
        told += [f"{count} of {other} wait to be made anew" for other, count in vectors.items()]
    told.append(
        f"vectors are searched by {'pgvector' if halfvec.has(tables.vector) else 'this process'}"
    )
    return ", ".join(told)

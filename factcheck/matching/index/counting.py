"""In how many texts a term is.

A rare term is counted when it is asked for, exactly. Common ones are counted now and then, by the
worker: what comes and goes meanwhile changes their logarithm by nothing that ranks. So a writer
counts nothing, and no two of them meet in a row of counts.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import connection, transaction

from factcheck.matching.index import limits

if TYPE_CHECKING:
    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

#: A term in so many texts is common: its number is kept.
COMMON = 1_000
#: A term that has become common since the last count is counted as far as this.
_COUNTED = 5_000
#: So many texts are counted whenever somebody asks.
_FEW = 10_000
#: Counted anew when the texts have become so many more, or fewer, since.
_CHANGED = 0.02
#: Stands for all texts where the common terms are kept.
_EVERY = 0


def counts(tables: "Tables", terms: Collection[int]) -> tuple[dict[int, int], int]:
    """In how many texts each term is, and how many texts there are. One statement."""
    sql = f"""
        SELECT asked.term, coalesce(kept.texts, (
            SELECT count(*) FROM (
                SELECT FROM {tables.posting} WHERE term = asked.term LIMIT {_COUNTED}
            ) few
        )) FROM unnest(%s::bigint[]) AS asked (term)
        LEFT JOIN {tables.commonness} kept ON kept.term = asked.term
        UNION ALL
        SELECT {_EVERY}, CASE WHEN texts >= {_FEW} THEN texts ELSE (
            SELECT count(*) FROM (SELECT FROM {tables.item} LIMIT {_FEW}) few
        ) END FROM (
            SELECT coalesce((SELECT texts FROM {tables.commonness} WHERE term = {_EVERY}), 0)
        ) kept (texts)
    """
    found: dict[int, int] = dict(limits.rows(sql, [list(terms)]))
    every = found.pop(_EVERY)
    return found, every


def count(tables: "Tables", *, anyway: bool = False) -> bool:
    """Count the common terms anew, if the texts have changed so much that it matters; whether it
    was done. Meanwhile the old numbers are read."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [tables.commonness]
        )
        if not cursor.fetchone()[0]:
            return False  # somebody is at it
        cursor.execute(
            f"SELECT (SELECT count(*) FROM {tables.item}), coalesce("
            f"(SELECT texts FROM {tables.commonness} WHERE term = {_EVERY}), 0)"
        )
        now, before = cursor.fetchone()
        if not anyway and abs(now - before) <= _CHANGED * before:
            return False
        cursor.execute(f"DELETE FROM {tables.commonness}")
        cursor.execute(
            f"INSERT INTO {tables.commonness} (term, texts)"
            f" SELECT term, count(*) FROM {tables.posting} GROUP BY term"
            f" HAVING count(*) >= {COMMON}"
            f" UNION ALL SELECT {_EVERY}, count(*) FROM {tables.item}"
        )
    return True

"""Which texts have some of many terms: for what is found by single terms, not by its score."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from factcheck.matching.index import limits

if TYPE_CHECKING:
    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

#: Of what has a term, the newest so many are found by it.
_NEWEST = 20


def sharing(tables: "Tables", terms: Collection[int], most: int) -> list[Any]:
    """What has some of these terms, at most so much. That comes first which has many, and such as
    few others have. Raises TookTooLong."""
    sql = f"""
        SELECT i.{tables.about}
          FROM (SELECT p.item, count(*) OVER (PARTITION BY asked.term) AS times
                  FROM unnest(%s::bigint[]) AS asked (term) CROSS JOIN LATERAL (
                      SELECT item FROM {tables.posting}
                       WHERE term = asked.term ORDER BY item DESC LIMIT {_NEWEST}
                  ) p) found
          JOIN {tables.item} i ON i.number = found.item
         GROUP BY i.number
         ORDER BY sum(1.0 / found.times) DESC, i.number DESC LIMIT {most:d}
    """
    return [about for (about,) in limits.rows(sql, [list(terms)])]

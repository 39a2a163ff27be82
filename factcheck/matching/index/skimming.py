"""Which of many texts may say what some text here says: a glance, before a few are asked about."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from factcheck.matching import bm25
from factcheck.matching.asking import Text, ask
from factcheck.matching.index import asked as reading
from factcheck.matching.index import counting, hashing, limits

if TYPE_CHECKING:
    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

#: Postings that are read for one text, at most.
_BUDGET = 300


def skim(tables: "Tables", texts: Sequence[Text]) -> list[float]:
    """For each text, how much of its words' worth the best candidate has, about 0 to 1, as far as
    its rarest words tell. Two statements. Raises TookTooLong."""
    asked = [ask(text) for text in texts]
    known, every = counting.counts(
        tables, {hashing.number(term) for each in asked for term in each.terms}
    )
    columns: list[list[Any]] = [[], [], [], []]
    worths = []
    for place, each in enumerate(asked):
        idf = reading.idf(each, known, every)
        worths.append(sum(idf[term] for term in each.own) * bm25.weight(1, len(each.own)))
        for term in reading.plan(each, known, idf, _BUDGET):
            if term.read:
                row = (place, term.number, term.worth, min(term.read, _BUDGET))
                for column, value in zip(columns, row, strict=True):
                    column.append(value)
    sql = f"""
        SELECT place, max(score) FROM (
            SELECT asked.place, p.item, sum(asked.worth * p.weight) AS score
              FROM unnest(%s::int[], %s::bigint[], %s::float8[], %s::int[])
                AS asked (place, term, worth, read) CROSS JOIN LATERAL (
                  SELECT item, weight FROM {tables.posting}
                   WHERE term = asked.term ORDER BY item DESC LIMIT asked.read
              ) p
             GROUP BY 1, 2
        ) scored GROUP BY 1
    """
    best = dict(limits.rows(sql, columns))
    return [best.get(place, 0.0) / worth if worth else 0.0 for place, worth in enumerate(worths)]

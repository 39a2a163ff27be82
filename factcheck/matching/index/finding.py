"""The statement that finds and scores candidates, for many questions at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.matching.asking import Text
from factcheck.matching.index import limits
from factcheck.matching.index.asked import Term

if TYPE_CHECKING:
    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

#: Of what shares the rarer terms, so many are scored by all terms; the best come beside what is
#: near in meaning, and the best of both are judged (`judging.CLOSELY`). The right claim is among
#: the first 20, 40 and 60 by words for 94, 96 and 96 of 100 tweets (CheckThat! 2022 task 2A, train
#: and dev).
_SCORED, _BEST = 200, 40
#: Of what repeats the question's words exactly, the newest so many are judged, too.
_REPEATS = 10


class Found(NamedTuple):
    """A text that may say the same as the question at `place`."""

    place: int
    about: Any
    language: str
    text: str
    headline_language: str  # empty where there is no headline
    headline: str
    score: float
    values: bytes | None  # its vector of the model that was asked for

    @property
    def titled(self) -> Text | None:
        return Text(self.headline, self.headline_language) if self.headline else None


class Near(NamedTuple):
    """How the neighbours by meaning come into the statement: SQL for (place, item), its values."""

    sql: str
    values: Sequence[Any]


#: Nobody: there are no vectors.
NOBODY = Near("SELECT 0, 0 WHERE false", ())


def candidates(
    tables: "Tables", questions: Sequence[Sequence[Term]], *, near: Near, model: str = ""
) -> list[Found]:
    """What may say the same as each question: by words, and the `near` ones.

    `model` is that of the vectors to return. Raises TookTooLong.
    """
    columns: list[list[Any]] = [[], [], [], [], []]
    for place, terms in enumerate(questions):
        for term in terms:
            for column, value in zip(columns, (place, *term), strict=True):
                column.append(value)
    values = [*columns, *near.values, list(range(len(questions))), model]
    return [Found(*row) for row in limits.rows(_statement(tables, near), values)]


def _statement(tables: "Tables", near: Near) -> str:
    # What is looked up by its key is fenced (OFFSET 0): misled by figures of a time when the tables
    # were empty, the planner would rather read an index from end to end, for every text scored.
    rest = f"""
        SELECT sum(a.worth * p.weight) AS score
          FROM asked a CROSS JOIN LATERAL (
              SELECT weight FROM {tables.posting}
               WHERE term = a.term AND item = found.item OFFSET 0
          ) p
         WHERE a.place = texts.place AND (found.kept IS NULL OR NOT a.whole)
    """
    by_words = f"""
        SELECT p.item, coalesce(sum(a.worth * p.weight) FILTER (WHERE a.whole), 0) AS kept
          FROM asked a CROSS JOIN LATERAL (
              SELECT item, weight FROM {tables.posting}
               WHERE term = a.term ORDER BY item DESC LIMIT a.read
          ) p
         WHERE a.place = texts.place AND a.read > 0
         GROUP BY p.item
         ORDER BY sum(a.worth * p.weight) DESC, p.item
         LIMIT {_SCORED}
    """
    scored = "coalesce(found.kept, 0) + coalesce(rest.score, 0)"
    return f"""
        WITH asked AS MATERIALIZED (
            SELECT * FROM unnest(%s::int[], %s::bigint[], %s::float8[], %s::int[], %s::bool[])
                AS asked (place, term, worth, read, whole)
        ), near AS MATERIALIZED (
            SELECT place, item FROM ({near.sql}) AS near (place, item)
             UNION ALL
            SELECT a.place, p.item FROM asked a CROSS JOIN LATERAL (
                SELECT item FROM {tables.posting}
                 WHERE term = a.term ORDER BY item DESC LIMIT {_REPEATS}
            ) p WHERE a.worth = 0
        ), best AS MATERIALIZED (
            SELECT texts.place, each.item, max(each.score) AS score
              FROM unnest(%s::int[]) AS texts (place) CROSS JOIN LATERAL (
                  (SELECT found.item, {scored} AS score
                     FROM ({by_words}) found LEFT JOIN LATERAL ({rest}) rest ON true
                    ORDER BY 2 DESC, 1 LIMIT {_BEST})
                   UNION ALL
                  (SELECT found.item, {scored}
                     FROM (SELECT item, NULL::float8 AS kept FROM near
                            WHERE near.place = texts.place) found
                     LEFT JOIN LATERAL ({rest}) rest ON true)
              ) each
             GROUP BY texts.place, each.item
        )
        SELECT best.place, i.{tables.about}, i.language, i.text,
               i.headline_language, i.headline, best.score, v.values
          FROM best CROSS JOIN LATERAL (
              SELECT * FROM {tables.item} WHERE number = best.item OFFSET 0
          ) i LEFT JOIN LATERAL (
              SELECT values FROM {tables.vector} WHERE item = best.item AND model = %s OFFSET 0
          ) v ON true
         ORDER BY best.place, best.score DESC, best.item
    """

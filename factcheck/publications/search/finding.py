"""The one statement that finds verdicts by words: bounded first, then ranked. Pure: no connection.

What is ranked are the `MOST` newest matches, newest by their latest publication; what has fewer
matches is ranked whole. They are found by walking back through blocks of publications: small ones
first, larger ones as long as little is found, until there are enough. A block is a key of the same
GIN index as words and filters are, so a common word costs its newest matches and no more, a rare
one a few dozen look-ups, and nothing depends on what the planner believes of a word.

Pages go on after a place: (rank, number) of the last row, and the number at which the walk began.
Later publications are outside the walk, so pages neither repeat nor skip. What is corrected
between two pages gets a new number and leaves the walk; a new search finds it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from factcheck.publications.search import asking, facets, stems
from factcheck.publications.search.asking import Asked

# ruff: noqa: S608 - the SQL is put together from this file's own words; values are parameters

#: So many matches are ranked, and can be paged through.
MOST = 500
#: Phrases and prefixes are looked for in so many of the newest verdicts that have their words, or
#: words with the same first letters. More only where common words hardly ever stand together.
MOST_LOOKED_AT = 3_000

#: How much a word counts in the weights D, C, B, A.
_WEIGHTS = "{0.1, 0.25, 0.6, 1.0}"
#: Divide by 1 + log(length): long texts have every word.
_LENGTH = 1


class Place(NamedTuple):
    """Where a page ended."""

    rank: float
    number: int
    begun: int  # the newest publication when the search began


class Found(NamedTuple):
    """A row of the statement, in its order."""

    id: UUID
    content_hash: str
    updated_at: datetime
    rank: float
    number: int
    begun: int
    matched: int  # how many are ranked: all, or `MOST`
    places: list[int] | None  # of the words asked for, for `marking`
    body: bytes | None

    def place(self) -> Place:
        return Place(self.rank, self.number, self.begun)


def statement(
    asked: Asked,
    *,
    limit: int,
    after: Place | None = None,
    filters: Mapping[str, Any] | None = None,
    conditions: Sequence[str] = (),
    values: Sequence[Any] = (),
    marks: bool = False,
    bodies: bool = True,
) -> tuple[str, list[Any]]:
    """SQL and its parameters; its rows are `Found`.

    `conditions` (with their `values`) are about the columns of the head, and decide. `filters` are
    the same by name, as `facets` knows them: they only make it quick, and say in which language is
    searched. With `marks`, `places` is filled; without `bodies`, `body` is not.
    """
    filters = filters or {}
    language = filters.get("language")
    configs = [stems.config(language)] if language else list(stems.ALL)
    queries = _Queries(asked, configs, facets.wanted(filters))
    if marks:
        queries.mark(asked, configs)
    passes, passed_with = _passes(conditions, values)
    sql = _SQL.format(
        asked=", ".join(queries.columns),
        keys=queries.keys(),
        once_each=queries.once(),
        # Each language and alternative by itself: GIN is slow in what has many words, and quick to
        # leave what has none. Several alternatives may find the same.
        ways=" UNION ALL ".join(queries.ways),
        # Only here: GIN would look for a phrase without end, and for prefixes slowly.
        fits="true" if asked.is_exact() else "vector @@ asked_in_it",
        looked_at=MOST if asked.is_exact() else MOST_LOOKED_AT,
        once="DISTINCT ON (number)" if len(queries.ways) > len(configs) else "",
        passes=passes,
        most=MOST,
        first=facets.BLOCKS[0],
        levels=len(facets.BLOCKS),
        level=_level(),
        bits=f"(ARRAY[{', '.join(map(str, facets.BLOCKS))}])[level + 1]",
        weights=_WEIGHTS,
        length=_LENGTH,
        after="WHERE (rank, number) < (%s, %s)" if after else "",
        entry=_ENTRY if marks else "",
        places=_PLACES if marks else "NULL::int[]",
        body="h.body" if bodies else "NULL::bytea",
    )
    return sql, [
        *queries.values,
        after.begun if after else None,
        *passed_with,
        *(after[:2] if after else ()),
        limit,
    ]


class _Queries:
    """What is asked as PostgreSQL computes it once, and the look-ups that the index makes of it."""

    def __init__(self, asked: Asked, configs: list[str], required: list[list[int]]) -> None:
        self.columns: list[str] = []
        self.values: list[Any] = []
        self.ways: list[str] = []
        self.made: dict[str, list[str]] = {}
        also = [self._numbers(numbers) for numbers in required]
        for config in configs:
            self.made[config] = [config]
            self._add(_OWN.format(config=config), config, asking.tsquery(asked, config))
            self._add(_RANK.format(config=config), f"rank_{config}", asking.any_word(asked, config))
            if asked.is_exact():
                self._way(config, also, config)
            else:
                self._loosely(asked, config, also)

    def mark(self, asked: Asked, configs: list[str]) -> None:
        """Also the stems whose places are wanted."""
        found = [f"tsvector_to_array(to_tsvector('{config}', %s))" for config in configs]
        self._add(" || ".join(found), "stems", *(_words(asked, config) for config in configs))

    def keys(self) -> str:
        """What each configuration makes of the words."""
        made = (", ".join(f"{each}::text" for each in queries) for queries in self.made.values())
        return ", ".join(f"concat_ws('/', {queries})" for queries in made)

    def once(self) -> str:
        """For each configuration the numbers of all that make the same of the words, or none if an
        earlier one does: a name is then looked for once, not once in each language."""
        numbers = ", ".join(str(facets.config(config)) for config in self.made)
        return ", ".join(
            f"CASE WHEN array_position(keys, keys[{place}]) = {place} THEN ARRAY("
            f"SELECT number FROM unnest(ARRAY[{numbers}], keys) AS each (number, key)"
            f" WHERE key = keys[{place}]) ELSE '{{}}' END AS in_{config}"
            for place, config in enumerate(self.made, start=1)
        )

    def _loosely(self, asked: Asked, config: str, also: list[str]) -> None:
        """A look-up for each alternative, as its prefixes narrow it, and no other."""
        for number, branch in enumerate(asked.alternatives):
            query = f"{config}_{number}"
            self.made[config].append(query)
            self._add(_BRANCH.format(config=config), query, asking.loosely(branch, config))
            found = [number for prefix in branch.prefixes() for number in facets.beginning(prefix)]
            begin = [self._numbers([number]) for number in found]
            self._way(config, [*also, *begin], query)

    def _numbers(self, numbers: list[int]) -> str:
        """That a verdict has one of them."""
        name = f"numbers_{len(self.columns)}"
        self._add("%s::int[]", name, numbers)
        return f"e.facets && {name}"

    def _way(self, config: str, also: list[str], query: str) -> None:
        # The block's condition before all: GIN then goes from the block's first row to its last,
        # and skips by each condition what another one lacks.
        conditions = [*also, f"e.facets && in_{config}", f"e.vector @@ {query}"]
        self.ways.append(
            f"SELECT e.number, e.vector, {config} AS asked_in_it, rank_{config} AS rank_by"
            " FROM publications_searchentry e"
            f" WHERE e.facets @> block AND {' AND '.join(conditions)}"
        )

    def _add(self, sql: str, name: str, *values: Any) -> None:
        self.columns.append(f"{sql} AS {name}")
        self.values.extend(values)


_RANK = f"replace(to_tsquery('{{config}}', %s)::text, '''{asking.AS_WRITTEN}', '''')::tsquery"
# What only excludes, once its stop words are gone, would match everything.
_OWN = (
    "(SELECT CASE WHEN querytree(q) IN ('', 'T') THEN ''::tsquery ELSE q END"
    f" FROM (SELECT {_RANK}) made (q))"
)
# Where all are stop words, the prefixes alone narrow.
_BRANCH = f"('{stems.EVERY}'::tsquery && to_tsquery('{{config}}', %s))"


def _words(asked: Asked, config: str) -> str:
    """The wanted words, for `to_tsvector`."""
    return " ".join(
        form for term in asked.wanted() for word in term.words for form in stems.forms(word, config)
    )


def _passes(conditions: Sequence[str], values: Sequence[Any]) -> tuple[str, list[Any]]:
    if not conditions:
        return "", []
    sql = (
        "AND EXISTS (SELECT FROM publications_publishedclaim WHERE publication_id = found.number"
        f" AND {' AND '.join(conditions)})"
    )
    return sql, list(values)


def _level() -> str:
    """The largest block that ends where the walk stands, unless far more than enough is to be
    expected in it from what was looked at so far."""
    larger = [
        f"WHEN below & {(1 << bits) - 1} = 0 AND begun - below >= {1 << facets.BLOCKS[level - 1]}"
        f" AND looked << {bits} <= (begun - below) * {2 * MOST} THEN {level}"
        for level, bits in enumerate(facets.BLOCKS)
        if level
    ]
    return f"CASE {' '.join(reversed(larger))} ELSE 0 END"


_PLACES = """ARRAY(
    SELECT place FROM unnest(e.vector) AS of_it (lexeme, positions, weights),
           unnest(positions) AS place
     WHERE lexeme = ANY ((SELECT stems FROM asked)::text[]) ORDER BY place
)"""
_ENTRY = " JOIN publications_searchentry e ON e.verdict_id = h.id"

_SQL = """
WITH RECURSIVE asked AS MATERIALIZED (
    SELECT *, {once_each} FROM (
        SELECT *, ARRAY[{keys}] AS keys FROM (SELECT {asked} OFFSET 0) made OFFSET 0
    ) keyed
), walk (below, looked, found, begun, bottom, numbers, ranks) AS (
    SELECT ((begun >> {first}) + 1) << {first}, 0::bigint, 0, begun, bottom,
           '{{}}'::bigint[], '{{}}'::real[]
      FROM (SELECT coalesce(%s::bigint, max(publication_id)) AS begun, min(publication_id) AS bottom
              FROM publications_publishedclaim) ends
    UNION ALL
    SELECT below - (1::bigint << bits), looked + here.count, found + cardinality(here.numbers),
           begun, bottom, here.numbers, here.ranks
      FROM (SELECT walk.*, asked.*, {bits} AS bits,
                   ARRAY[-((below - 1) >> {bits})::int * {levels} - level - 1] AS block
              FROM walk, asked, LATERAL (SELECT {level} AS level) chosen
             WHERE found < {most} AND looked < {looked_at} AND below > bottom OFFSET 0) at,
           LATERAL (
               SELECT count(*),
                      coalesce(array_agg(number) FILTER (WHERE fits), '{{}}') AS numbers,
                      coalesce(
                          array_agg(ts_rank('{weights}', vector, rank_by, {length}))
                          FILTER (WHERE fits), '{{}}'
                      ) AS ranks
                 FROM (SELECT {once} number, vector, rank_by, {fits} AS fits
                         FROM ({ways} OFFSET 0) found
                        WHERE number <= begun {passes}
                        ORDER BY number DESC LIMIT {looked_at}) newest
           ) here
), page AS (
    SELECT * FROM (
        SELECT number, rank::float8 AS rank, begun, count(*) OVER () AS matched
          FROM (SELECT begun, unnest(numbers) AS number, unnest(ranks) AS rank FROM walk
                 ORDER BY number DESC LIMIT {most}) newest
    ) ranked
    {after}
    ORDER BY rank DESC, number DESC LIMIT %s
)
SELECT h.id, h.content_hash, h.updated_at, rank, page.number, begun, matched, {places}, {body}
  FROM page JOIN publications_publishedclaim h ON h.publication_id = page.number{entry}
 ORDER BY rank DESC, page.number DESC
"""

"""Putting texts in, and taking them out, in the transaction of whoever writes them."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connection

from factcheck.matching.index.entries import Entry
from factcheck.matching.terms import READING

if TYPE_CHECKING:
    from factcheck.matching.index.index import Tables

# ruff: noqa: S608 - the tables' own names

#: What an item says, and in which language.
_SAYS = "language, text, headline_language, headline"


def put(tables: "Tables", entries: Sequence[Entry]) -> None:
    """New texts, one for each thing that they are about: what was there is taken out before."""
    if entries:
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH given AS ({_given(tables)}), new AS (
                    INSERT INTO {tables.item} ({tables.about}, {_SAYS}, terms, reading)
                    SELECT about, {_SAYS}, terms, {READING} FROM given
                    RETURNING number, {tables.about} AS about
                )
                INSERT INTO {tables.posting} (term, item, weight)
                SELECT weighed.term, new.number, weighed.weight
                  FROM new JOIN given USING (about)
                 CROSS JOIN LATERAL unnest(given.terms, given.weights) AS weighed (term, weight)
                 ORDER BY 1, 2
                """,
                _columns(entries),
            )


def remove(tables: "Tables", about: Collection[Any]) -> None:
    """The texts of these, where there are some, with everything that belongs to them."""
    if about:
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                WITH gone AS (
                    DELETE FROM {tables.item} WHERE {tables.about} = ANY(%s::{tables.about_type}[])
                    RETURNING number, terms
                ), vectors AS (
                    DELETE FROM {tables.vector} v USING gone WHERE v.item = gone.number
                )
                DELETE FROM {tables.posting} p
                 USING (SELECT number, unnest(terms) AS term FROM gone) each
                 WHERE p.term = each.term AND p.item = each.number
                """,
                [list(about)],
            )


def reread(tables: "Tables", entries: Sequence[Entry]) -> list[Any]:
    """Texts whose words are read otherwise now: new terms, the same text and vector. Which of the
    entries these were; the others have another text, or none."""
    if not entries:
        return []
    columns = _columns(entries)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DELETE FROM {tables.posting} p
             USING (
                SELECT i.number, unnest(i.terms) AS term
                  FROM {tables.item} i
                  JOIN ({_given(tables)}) given ON given.about = i.{tables.about}
                 WHERE {_says("i")} = {_says("given")}
             ) each
             WHERE p.term = each.term AND p.item = each.number
            """,
            columns,
        )
        cursor.execute(
            f"""
            WITH given AS ({_given(tables)}), anew AS (
                UPDATE {tables.item} i SET terms = given.terms, reading = {READING}
                  FROM given
                 WHERE i.{tables.about} = given.about
                   AND {_says("i")} = {_says("given")}
                RETURNING i.number, given.about, given.terms, given.weights
            ), posted AS (
                INSERT INTO {tables.posting} (term, item, weight)
                SELECT weighed.term, anew.number, weighed.weight
                  FROM anew CROSS JOIN LATERAL
                       unnest(anew.terms, anew.weights) AS weighed (term, weight)
                 ORDER BY 1, 2
            )
            SELECT about FROM anew
            """,
            columns,
        )
        return [about for (about,) in cursor.fetchall()]


def outdated(tables: "Tables", count: int) -> list[Any]:
    """At most so many of what was read by another version."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {tables.about} FROM {tables.item}"
            f" WHERE reading < {READING} OR reading > {READING} ORDER BY reading LIMIT %s",
            [count],
        )
        return [about for (about,) in cursor.fetchall()]


def wrong(tables: "Tables", entries: Sequence[Entry]) -> list[Any]:
    """What is not found as its entry says: its text is missing, or another, or weighs otherwise."""
    if not entries:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT given.about FROM ({_given(tables)}) given
              LEFT JOIN {tables.item} i ON i.{tables.about} = given.about
             WHERE {_says("i")} IS DISTINCT FROM {_says("given")}
                OR (i.terms, i.reading) IS DISTINCT FROM (given.terms, {READING}::smallint)
                OR EXISTS (
                    SELECT FROM unnest(given.terms, given.weights) AS weighed (term, weight)
                      LEFT JOIN {tables.posting} p
                        ON p.term = weighed.term AND p.item = i.number
                     WHERE p.weight IS DISTINCT FROM weighed.weight
                )
            """,
            _columns(entries),
        )
        return [about for (about,) in cursor.fetchall()]


def present(tables: "Tables", about: Collection[Any]) -> list[Any]:
    """Which of these have a text here."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {tables.about} FROM {tables.item}"
            f" WHERE {tables.about} = ANY(%s::{tables.about_type}[])",
            [list(about)],
        )
        return [each for (each,) in cursor.fetchall()]


def _given(tables: "Tables") -> str:
    # PostgreSQL's arrays of arrays are rectangles: the terms of each text come as a text.
    return (
        f"SELECT about, {_SAYS}, terms::bigint[] AS terms, weights::real[] AS weights"
        f" FROM unnest(%s::{tables.about_type}[], {', '.join(['%s::text[]'] * 6)})"
        f" AS raw (about, {_SAYS}, terms, weights)"
    )


def _says(row: str) -> str:
    return f"({', '.join(f'{row}.{column}::text' for column in _SAYS.split(', '))})"


def _columns(entries: Sequence[Entry]) -> list[list[Any]]:
    return [
        [each.about for each in entries],
        [each.text.language for each in entries],
        [each.text.words for each in entries],
        [each.headline.language if each.headline else "" for each in entries],
        [each.headline.words if each.headline else "" for each in entries],
        [_array(each.terms) for each in entries],
        [_array(each.terms.values()) for each in entries],
    ]


def _array(numbers: Collection[float]) -> str:
    return f"{{{','.join(map(repr, numbers))}}}"

"""The list, when it is searched by words: the best first, with the places of the words."""

from typing import Any

import orjson

from factcheck.problems import Problem
from factcheck.publications import queries
from factcheck.publications.api import cursors
from factcheck.publications.queries import Selection
from factcheck.publications.search import asking, finding, marking
from factcheck.publications.search.asking import Asked
from factcheck.publications.search.finding import Found
from factcheck.publications.statements import Rows


def words(text: str) -> Asked:
    """What was asked for. Raises a 400 that says what is wrong with it."""
    try:
        return asking.parse(text)
    except ValueError as error:
        raise Problem("invalid-parameter", f"q: {error}", parameter="q") from None


def page(
    asked: Asked, selection: Selection, cursor: str | None, limit: int, *, marks: bool, rows: Rows
) -> list[Found]:
    """At most `limit` of the best, after the cursor."""
    conditions, values = queries.conditions(selection)
    sql, values = finding.statement(
        asked,
        limit=limit,
        after=cursors.read_place(cursor, selection, repr(asked)) if cursor else None,
        filters=selection.filters,
        conditions=conditions,
        values=values,
        marks=marks,
    )
    return [Found(*row) for row in rows(sql, values)]


def following(asked: Asked, selection: Selection, last: Found) -> str:
    """The cursor of the page after the one that ends so."""
    return cursors.after_place(last.place(), selection, repr(asked))


def match(asked: Asked, found: Found) -> dict[str, Any]:
    """Why a verdict was found: its rank, and where the words stand in it."""
    document = orjson.loads(found.body or b"")
    return {
        "id": found.id,
        "rank": found.rank,
        "highlights": marking.of(document, asked, found.places),
    }

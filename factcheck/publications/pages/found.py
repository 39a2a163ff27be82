"""A page of what the search page finds: by words the best first, else the newest."""

from dataclasses import replace
from typing import Any, NamedTuple

import orjson

from factcheck.publications import queries, replica
from factcheck.publications.api import cursors, searching
from factcheck.publications.pages.asking import Question
from factcheck.publications.search.asking import Asked
from factcheck.publications.search.finding import Found

EACH = 20


class Verdict(NamedTuple):
    """A verdict that was found: its document, and where the words stand in it."""

    document: dict[str, Any]
    highlights: list[dict[str, Any]]


class Page(NamedTuple):
    """Some of them. `matched` is how many there are; None where nobody counted."""

    verdicts: list[Verdict]
    matched: int | None
    cursor: str | None
    hashes: list[str]


def page(question: Question) -> Page:
    """Raises Problem for a cursor that is broken, or belongs to another search."""
    if question.words is None:
        return _newest(question)
    return _best(question, question.words)


def _best(question: Question, words: Asked) -> Page:
    selection = question.selection
    rows = searching.page(
        words, selection, question.cursor, EACH + 1, marks=True, rows=replica.rows
    )
    shown = rows[:EACH]
    more = len(rows) > EACH
    return Page(
        [_verdict(words, row) for row in shown],
        rows[0].matched if rows else 0,
        searching.following(words, selection, shown[-1]) if more else None,
        [row.content_hash for row in rows],
    )


def _verdict(words: Asked, row: Found) -> Verdict:
    return Verdict(orjson.loads(row.body or b""), searching.match(words, row)["highlights"])


def _newest(question: Question) -> Page:
    selection = question.selection
    if question.cursor:
        after = cursors.read_position(question.cursor, selection)
        selection = replace(selection, after=after)
    listed = queries.page(selection, EACH + 1)
    bodies = [body or b"" for _hash, body in listed]
    more = len(bodies) > EACH
    return Page(
        [Verdict(orjson.loads(body), []) for body in bodies[:EACH]],
        None,
        cursors.after_verdict(bodies[EACH - 1], question.selection) if more else None,
        [content_hash for content_hash, _body in listed],
    )

"""Proving that state is the replay of the events.

Each room registers its tracked models; `differences` then compares, in the database, each row with
the last of its events, each subject's events with one another, and each event with its workflow and
with its seal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from factcheck.history import seals
from factcheck.history.models import Tracked
from factcheck.workflow import Machine


@dataclass(frozen=True, slots=True)
class Subject:
    kind: str
    model: type[Tracked]
    machine: Machine | None  # of its `status`; None for rows that have no state


_subjects: dict[str, Subject] = {}


def register(kind: str, model: type[Tracked], machine: Machine | None = None) -> None:
    """Have a model's rows proven by `verify_history`. `kind` is the prefix of its events."""
    _subjects[kind] = Subject(kind, model, machine)


def subjects() -> list[Subject]:
    return list(_subjects.values())


def differences() -> Iterator[str]:
    """A sentence for everything that does not hold."""
    yield from _broken_journals()
    yield from _altered()
    yield from _of_unknown_kind()
    for subject in subjects():
        yield from _unlike_their_journal(subject)
        if subject.machine:
            yield from _impossible_moves(subject.kind, subject.machine)


def _broken_journals() -> Iterator[str]:
    """Per subject: versions 1, 2, 3 … in order, each event from where the last one ended."""
    yield from _sentences(
        """
        SELECT concat(verb, ' of ', subject, ': event ', id, ' (version ', version, ', from “',
                      from_state, '”) does not follow version ', coalesce(before, 0),
                      ', which ended in “', was, '”')
          FROM (SELECT e.*, lag(version) OVER past AS before, lag(to_state) OVER past AS was
                  FROM history_event e WINDOW past AS (PARTITION BY subject ORDER BY version)) e
         WHERE version <> coalesce(before, 0) + 1 OR from_state <> coalesce(was, '')
         ORDER BY id
        """
    )


def _altered() -> Iterator[str]:
    """Each event has the seal that it was given, over all that it says and the event before."""
    yield from _sentences(
        f"""
        SELECT concat(verb, ' of ', subject, ': event ', id, ' (version ', version,
                      ') is not what was written then, or the one before it is not')
          FROM (SELECT e.*, lag(seal) OVER (PARTITION BY subject ORDER BY version) AS before
                  FROM history_event e) e
         WHERE seal <> {seals.sql("e", "before")} ORDER BY id
        """  # noqa: S608 - our own words
    )


def _of_unknown_kind() -> Iterator[str]:
    yield from _sentences(
        """
        SELECT concat(verb, ' of ', subject, ': event ', id, ' is of a kind that nothing here has')
          FROM history_event WHERE split_part(verb, ':', 1) <> ALL (%(kinds)s) ORDER BY id
        """,
        {"kinds": list(_subjects)},
    )


def _impossible_moves(kind: str, machine: Machine) -> Iterator[str]:
    """Every event is a row of the workflow's table."""
    verbs, old, new = (list(map(str, column)) for column in zip(*machine.moves(), strict=True))
    yield from _sentences(
        """
        SELECT concat(verb, ' of ', subject, ': event ', id, ' leads from “', from_state,
                      '” to “', to_state, '”: its workflow has no such step')
          FROM history_event
         WHERE split_part(verb, ':', 1) = %(kind)s AND (verb, from_state, to_state) NOT IN (
               SELECT * FROM unnest(%(verbs)s::text[], %(old)s::text[], %(new)s::text[]))
         ORDER BY id
        """,
        {"kind": kind, "verbs": verbs, "old": old, "new": new},
    )


def _unlike_their_journal(subject: Subject) -> Iterator[str]:
    table = connection.ops.quote_name(subject.model._meta.db_table)
    state = "t.status" if subject.machine else "''"
    yield from _sentences(
        f"""
        SELECT concat(%(kind)s, ' ', coalesce(t.uid, e.subject), ': the row is at version ',
                      coalesce(t.version, 0), ' in “', {state}, '”, its last event at version ',
                      coalesce(e.version, 0), ' in “', e.to_state, '”')
          FROM {table} t
          FULL JOIN (SELECT DISTINCT ON (subject) subject, version, to_state
                       FROM history_event WHERE split_part(verb, ':', 1) = %(kind)s
                      ORDER BY subject, version DESC) e
            ON e.subject = t.uid
         WHERE t.version IS DISTINCT FROM e.version OR {state} IS DISTINCT FROM e.to_state
        """,  # noqa: S608 - table and column names are ours, quoted
        {"kind": subject.kind},
    )


def _sentences(sql: str, parameters: dict[str, Any] | None = None) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for (sentence,) in cursor:
            yield sentence

"""Triggers that hold the journal's promises in PostgreSQL, on every path, raw SQL included.

They raise with ERRCODE 23514 (check_violation), which Django shows as an IntegrityError. Actions
validate first, so that people never meet these.
"""

import pgtrigger

from factcheck.history import seals
from factcheck.workflow import Machine

# ruff: noqa: S608 - no value of a user comes near these; they are the schema's own text

TRANSACTION = "(pg_current_xact_id()::text)::bigint"


def refusal(message: str, *arguments: str) -> str:
    """A PL/pgSQL statement that refuses the change; `%` in the message takes the arguments."""
    text = message.replace("'", "''")
    return (
        f"RAISE EXCEPTION '{text}'{''.join(', ' + a for a in arguments)} USING ERRCODE = '23514';"
    )


def append_only() -> list[pgtrigger.Trigger]:
    """Rows may be inserted, and nothing else."""
    return [
        pgtrigger.Trigger(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=refusal("% is append-only: % is refused", "TG_TABLE_NAME", "TG_OP"),
        ),
        no_truncate(),
    ]


def no_truncate() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=refusal("% is never emptied: TRUNCATE is refused", "TG_TABLE_NAME"),
    )


def never_deleted() -> list[pgtrigger.Trigger]:
    return [
        pgtrigger.Trigger(
            name="never_deleted",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=refusal("% rows are never deleted", "TG_TABLE_NAME"),
        ),
        no_truncate(),
    ]


def stamped() -> pgtrigger.Trigger:
    """An event's time, transaction and seal come from the database: nobody can claim another."""
    return pgtrigger.Trigger(
        name="stamped",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("before", "bytea")],
        func=f"""
            NEW.at := clock_timestamp(); NEW.transaction := {TRANSACTION};
            IF NEW.version > 1 THEN
                SELECT e.seal INTO before FROM history_event e
                 WHERE e.subject = NEW.subject AND e.version = NEW.version - 1;
            END IF;
            NEW.seal := {seals.sql("NEW", "before")};
            RETURN NEW;
        """,
    )


def journaled(
    kind: str, machine: Machine | None = None, *, clock: str = ""
) -> list[pgtrigger.Trigger]:
    """The row's version rises by one, by an event of this transaction, and it is never deleted.

    With a `machine`, the row has a `status`, and the event must be one of the machine's moves from
    the old status to the new one. `clock` names a column of time that may be put forward without
    an event, while nothing else changes: that somebody is still at work is no news for the journal.
    """
    return [
        pgtrigger.Trigger(
            name="journaled",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            declare=[("was", "integer"), ("was_status", "text")],
            func=_journaled(kind, machine, clock),
        ),
        *never_deleted(),
    ]


def _journaled(kind: str, machine: Machine | None, clock: str) -> str:
    if machine:
        moves = ", ".join(f"('{v}','{old}','{new}')" for v, old, new in sorted(machine.moves()))
        fits = (
            "e.from_state = was_status AND e.to_state = NEW.status"
            f" AND (e.verb, e.from_state, e.to_state) IN ({moves})"
        )
        from_status, to_status = "OLD.status", "NEW.status"
    else:
        fits = f"e.verb LIKE '{kind}:%'"
        from_status = to_status = "''"
    return f"""
        IF TG_OP = 'INSERT' THEN was := 0; was_status := '';
        ELSE
            was := OLD.version; was_status := {from_status};
            IF NEW.uid <> OLD.uid THEN {refusal("A uid never changes")} END IF;{_put_forward(clock)}
        END IF;
        IF NEW.version <> was + 1 OR NOT EXISTS (
            SELECT FROM history_event e WHERE e.subject = NEW.uid AND e.version = NEW.version
               AND e.transaction = {TRANSACTION} AND {fits}
        ) THEN
            {
        refusal(
            "% %: no event allows the change from version % (%) to version % (%)",
            "TG_TABLE_NAME",
            "NEW.uid",
            "was",
            "was_status",
            "NEW.version",
            to_status,
        )
    }
        END IF;
        RETURN NEW;
    """


def dated() -> pgtrigger.Trigger:
    """Since when a row is in its state comes from the database, as an event's time does."""
    return pgtrigger.Trigger(
        name="dated",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF TG_OP = 'INSERT' THEN NEW.status_since := clock_timestamp();
            ELSIF NEW.status <> OLD.status THEN NEW.status_since := clock_timestamp();
            ELSE NEW.status_since := OLD.status_since;
            END IF;
            RETURN NEW;
        """,
    )


def _put_forward(clock: str) -> str:
    if not clock:
        return ""
    # `words` is made by PostgreSQL, after this trigger: it is empty in NEW.
    besides = f"'{{{clock},words}}'::text[]"
    return f"""
            IF NEW.version = OLD.version AND NEW.{clock} > OLD.{clock}
               AND to_jsonb(NEW) - {besides} = to_jsonb(OLD) - {besides}
            THEN RETURN NEW; END IF;"""


def part_of(parent_table: str, parent_column: str, while_status: str = "") -> pgtrigger.Trigger:
    """A row that belongs to a tracked parent changes only by an event of the parent: its last one,
    of this transaction.

    With `while_status`, the event must leave the parent in that state: nothing is slipped into
    what others have already seen.
    """
    state = f" AND e.to_state = '{while_status}'" if while_status else ""

    def unless_event(row: str) -> str:
        return f"""
            IF NOT EXISTS (
                SELECT FROM history_event e JOIN {parent_table} p ON p.uid = e.subject
                 WHERE p.id = {row}.{parent_column} AND e.version >= p.version
                   AND e.transaction = {TRANSACTION}{state}
            ) THEN {refusal(f"% changes only with an event of its {parent_table}", "TG_TABLE_NAME")}
            END IF;"""

    return pgtrigger.Trigger(
        name="part_of",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP <> 'INSERT' THEN {unless_event("OLD")} END IF;
            IF TG_OP <> 'DELETE' THEN {unless_event("NEW")} RETURN NEW; END IF;
            RETURN OLD;
        """,
    )

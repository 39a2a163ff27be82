"""What PostgreSQL itself refuses of the record's index."""

import pgtrigger

from factcheck.history.guards import refusal


def only_what_stands() -> list[pgtrigger.Trigger]:
    """A text is in the index while its verdict is public, and in no other way."""
    return [
        pgtrigger.Trigger(
            name="matches_what_stands",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF NOT EXISTS (
                    SELECT FROM publications_publishedclaim h
                     WHERE h.id = NEW.verdict_id AND h.status <> 'withdrawn'
                ) THEN
                    {refusal("Verdict % does not stand: nothing matches it", "NEW.verdict_id")}
                END IF;
                RETURN NEW;
            """,
        ),
    ]

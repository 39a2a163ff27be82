"""What PostgreSQL itself refuses of the search table; `verify_record` proves what is in it."""

import pgtrigger

from factcheck.history.guards import refusal


def stands_with_its_head() -> list[pgtrigger.Trigger]:
    """An entry is of the publication that the head shows; there is none for a withdrawn verdict."""
    stale = refusal("No verdict % stands by publication %", "NEW.verdict_id", "NEW.number")
    return [
        pgtrigger.Trigger(
            name="finds_what_stands",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF NOT EXISTS (
                    SELECT FROM publications_publishedclaim h
                     WHERE h.id = NEW.verdict_id AND h.publication_id = NEW.number
                       AND h.status <> 'withdrawn'
                ) THEN
                    {stale}
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="found_while_it_stands",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=f"""
                IF EXISTS (
                    SELECT FROM publications_publishedclaim h
                     WHERE h.id = OLD.verdict_id AND h.status <> 'withdrawn'
                ) THEN
                    {refusal("Verdict % stands: it has to be found", "OLD.verdict_id")}
                END IF;
                RETURN OLD;
            """,
        ),
    ]

"""What PostgreSQL keeps of correction requests besides their workflow, raw SQL included."""

import pgtrigger

from factcheck.history import guards

# ruff: noqa: S608 - no value of a user comes near these; they are the schema's own text


def decided_by_another() -> pgtrigger.Trigger:
    """Nobody decides about what they approved themselves: of the version that is challenged, and
    of every later one up to the one that answers it: that one they may well approve."""
    return pgtrigger.Trigger(
        name="decided_by_another",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.decided_by_id IS NOT NULL AND EXISTS (
                SELECT FROM publications_publication said
                  JOIN publications_publication challenged ON challenged.id = NEW.publication_id
                 WHERE said.verdict = challenged.verdict AND said.version >= challenged.version
                   AND said.approved_by_id = NEW.decided_by_id
                   AND said.version < coalesce((SELECT version FROM publications_publication
                                                 WHERE id = NEW.outcome_id), said.version + 1)
            ) THEN
                {guards.refusal("% is decided by who approved the verdict", "NEW.uid")}
            END IF;
            RETURN NEW;
        """,
    )


def corrected_by_its_own_verdict() -> pgtrigger.Trigger:
    """The version that answers a request is a later one of the same verdict."""
    return pgtrigger.Trigger(
        name="corrected_by_its_own_verdict",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.outcome_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM publications_publication said
                  JOIN publications_publication challenged ON challenged.id = NEW.publication_id
                 WHERE said.id = NEW.outcome_id AND said.verdict = challenged.verdict
                   AND said.version > challenged.version
            ) THEN
                {guards.refusal("% is answered by another verdict's version", "NEW.uid")}
            END IF;
            RETURN NEW;
        """,
    )

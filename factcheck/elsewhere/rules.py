"""What PostgreSQL itself refuses of what was imported, raw SQL included."""

import pgtrigger

from factcheck.history.guards import never_deleted, refusal


def shows_a_version() -> list[pgtrigger.Trigger]:
    """A review says what one of its versions says, when its transaction ends, and stays.

    Its version and its content change together; that it was seen again needs no version.
    """
    return [
        pgtrigger.Trigger(
            name="shows_a_version",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update,
            timing=pgtrigger.Deferred,
            func=f"""
                IF TG_OP = 'UPDATE' AND (OLD.version, OLD.content_hash)
                    IS NOT DISTINCT FROM (NEW.version, NEW.content_hash)
                THEN RETURN NULL; END IF;
                IF NOT EXISTS (
                    SELECT FROM elsewhere_importedversion v WHERE v.review_id = NEW.id
                       AND v.number = NEW.version AND v.content_hash = NEW.content_hash
                ) THEN
                    {refusal("Imported review % has no version %", "NEW.id", "NEW.version")}
                END IF;
                RETURN NULL;
            """,
        ),
        *never_deleted(),
    ]


def sealed_when_finished() -> list[pgtrigger.Trigger]:
    """What an import did stays as it was told at its end."""
    return [
        pgtrigger.Trigger(
            name="sealed_when_finished",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF OLD.finished_at IS NOT NULL THEN
                    {refusal("Import % is finished: it is not changed", "OLD.id")}
                END IF;
                RETURN NEW;
            """,
        ),
        *never_deleted(),
    ]

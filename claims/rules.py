"""The promises of claims that PostgreSQL keeps besides the workflow's, raw SQL included."""

import pgtrigger

from factcheck.history import guards

# ruff: noqa: S608 - no value of a user comes near these; they are the schema's own text


def exact_in_text() -> pgtrigger.Trigger:
    """The quote is the text at its offsets, whoever writes the row: PostgreSQL counts, too."""
    return pgtrigger.Trigger(
        name="exact_in_text",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF TG_OP = 'UPDATE' AND (OLD.snapshot_id, OLD.start, OLD."end", OLD.exact)
                IS NOT DISTINCT FROM (NEW.snapshot_id, NEW.start, NEW."end", NEW.exact)
            THEN RETURN NEW; END IF;
            IF NEW.exact IS DISTINCT FROM (
                SELECT substr(s.text, NEW.start + 1, NEW."end" - NEW.start)
                  FROM claims_snapshot s WHERE s.id = NEW.snapshot_id
            ) OR char_length(NEW.exact) <> NEW."end" - NEW.start THEN
                {guards.refusal("The quote is not the text from % to %", "NEW.start", 'NEW."end"')}
            END IF;
            RETURN NEW;
        """,
    )


def ended_once() -> list[pgtrigger.Trigger]:
    """Who asked for what, and when, never changes; how it ended is written once, and stays."""
    asked = "article_id, snapshot_id, extractor, asked_by_id, asked_at"
    old, new = (
        ", ".join(f"{row}.{column}" for column in asked.split(", ")) for row in ("OLD", "NEW")
    )
    return [
        pgtrigger.Trigger(
            name="ended_once",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=f"""
                IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
                   OR ({old}) IS DISTINCT FROM ({new}) THEN
                    {guards.refusal("% is kept as it was: % is refused", "TG_TABLE_NAME", "TG_OP")}
                END IF;
                RETURN NEW;
            """,
        ),
        guards.no_truncate(),
    ]

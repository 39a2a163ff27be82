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


def speaker_in_text() -> pgtrigger.Trigger:
    """Who said it is told by words of the text, too: the quote's own, or others of the snapshot.

    The quote is proven (`exact_in_text`), so the whole text is read only for what is not in it.
    """
    return pgtrigger.Trigger(
        name="speaker_in_text",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf(
            "snapshot_id", "start", "end", "exact", "speaker", "speaker_start", "speaker_end"
        ),
        condition=pgtrigger.Q(new__speaker_end__isnull=False),
        func=f"""
            IF NEW.speaker IS DISTINCT FROM (CASE
                WHEN NEW.speaker_start >= NEW.start AND NEW.speaker_end <= NEW."end" THEN
                    substr(NEW.exact, NEW.speaker_start - NEW.start + 1,
                           NEW.speaker_end - NEW.speaker_start)
                ELSE (
                    SELECT substr(s.text, NEW.speaker_start + 1,
                                  NEW.speaker_end - NEW.speaker_start)
                      FROM claims_snapshot s WHERE s.id = NEW.snapshot_id
                ) END)
                OR char_length(NEW.speaker) <> NEW.speaker_end - NEW.speaker_start
            THEN
                {
            guards.refusal(
                "The speaker is not the text from % to %", "NEW.speaker_start", "NEW.speaker_end"
            )
        }
            END IF;
            RETURN NEW;
        """,
    )

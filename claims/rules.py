"""The promises of claims that PostgreSQL keeps besides the workflow's, raw SQL included."""

import pgtrigger

from factcheck.history import guards

# ruff: noqa: S608 - no value of a user comes near these; they are the schema's own text

#: Characters in a block of a text. PostgreSQL counts to a place in a text from its beginning, once
#: for each row; within a block that costs nothing.
_BLOCK, _BLOCKS = 4_096, 32


def exact_in_text() -> list[pgtrigger.Trigger]:
    """The quote is the text at its offsets, whoever writes the row: PostgreSQL counts, too.

    Each text is cut up once, however many rows are written together. A row that stands nowhere
    quotes nothing.
    """
    return [
        pgtrigger.Trigger(
            name="exact_in_text",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=pgtrigger.Referencing(new="fresh"),
            declare=[
                ("rest", "text"), ("part", "text"), ("blocks", "text[]"), ("about", "bigint"),
                ("wrong", "record"),
            ],
            func=_EXACT_TOGETHER,
        ),
        pgtrigger.Trigger(
            name="exact_stays_in_text",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=_EXACT_STILL,
        ),
    ]  # fmt: skip


_REFUSED = "The quote is not the text from % to %"

_EXACT_TOGETHER = f"""
    FOR about IN SELECT DISTINCT snapshot_id FROM fresh WHERE start IS NOT NULL LOOP
        SELECT s.text INTO rest FROM claims_snapshot s WHERE s.id = about;
        blocks := '{{}}';
        WHILE rest <> '' LOOP
            part := left(rest, {_BLOCK * _BLOCKS});
            rest := substr(rest, {_BLOCK * _BLOCKS + 1});
            WHILE part <> '' LOOP
                blocks := blocks || left(part, {_BLOCK});
                part := substr(part, {_BLOCK + 1});
            END LOOP;
        END LOOP;
        WITH cut AS MATERIALIZED (
            SELECT number - 1 AS number, block
              FROM unnest(blocks) WITH ORDINALITY AS numbered (block, number)
        )
        SELECT f.start, f."end" INTO wrong FROM fresh f
         WHERE f.snapshot_id = about AND f.start IS NOT NULL AND (
               char_length(f.exact) <> f."end" - f.start
               OR f.exact IS DISTINCT FROM (
                  SELECT substr(string_agg(block, '' ORDER BY number),
                                f.start % {_BLOCK} + 1, f."end" - f.start)
                    FROM cut
                   WHERE number BETWEEN f.start / {_BLOCK} AND (f."end" - 1) / {_BLOCK}))
         LIMIT 1;
        IF FOUND THEN {guards.refusal(_REFUSED, "wrong.start", 'wrong."end"')} END IF;
    END LOOP;
    RETURN NULL;
"""

_EXACT_STILL = f"""
    IF (OLD.snapshot_id, OLD.start, OLD."end", OLD.exact)
        IS NOT DISTINCT FROM (NEW.snapshot_id, NEW.start, NEW."end", NEW.exact)
    THEN RETURN NEW; END IF;
    IF NEW.start IS NOT NULL AND (
        char_length(NEW.exact) <> NEW."end" - NEW.start
        OR NEW.exact IS DISTINCT FROM (
           SELECT substr(s.text, NEW.start + 1, NEW."end" - NEW.start)
             FROM claims_snapshot s WHERE s.id = NEW.snapshot_id)
    ) THEN {guards.refusal(_REFUSED, "NEW.start", 'NEW."end"')} END IF;
    RETURN NEW;
"""


def another_text() -> pgtrigger.Trigger:
    """An article's text follows another one: the same again is no news, that of before is."""
    return pgtrigger.Trigger(
        name="another_text",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NEW.sha256 = (
                SELECT s.sha256 FROM claims_snapshot s
                 WHERE s.article_id = NEW.article_id ORDER BY s.id DESC LIMIT 1
            ) THEN {guards.refusal("This is the article's text already")} END IF;
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


def anchored() -> list[pgtrigger.Trigger]:
    """An anchor is of a later text of its appearance's article. It comes, and is settled, with an
    event of the article or of the claim; which text it is of never changes."""
    return [
        pgtrigger.Trigger(
            name="anchored",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF TG_OP = 'UPDATE' AND (OLD.appearance_id, OLD.snapshot_id)
                    IS DISTINCT FROM (NEW.appearance_id, NEW.snapshot_id)
                THEN {guards.refusal("An anchor stays at its text")} END IF;
                IF NOT EXISTS (
                    SELECT FROM claims_appearance a
                      JOIN claims_snapshot own ON own.id = a.snapshot_id
                      JOIN claims_snapshot later ON later.article_id = own.article_id
                       AND later.id > own.id
                     WHERE a.id = NEW.appearance_id AND later.id = NEW.snapshot_id
                ) THEN {guards.refusal("An anchor is in a later text of the same article")} END IF;
                IF NOT {_told("w.uid", "w.version", "JOIN claims_article w ON w.id = s.article_id")}
                   AND NOT {_told("c.uid", "c.version", "JOIN claims_claim c ON c.id = a.claim_id")}
                THEN {
                guards.refusal(
                    "% changes only with an event of its article or claim", "TG_TABLE_NAME"
                )
            } END IF;
                RETURN NEW;
            """,
        ),
        *guards.never_deleted(),
    ]


def _told(uid: str, version: str, whose: str) -> str:
    return f"""EXISTS (
                    SELECT FROM claims_appearance a
                      JOIN claims_snapshot s ON s.id = a.snapshot_id {whose}
                      JOIN history_event e ON e.subject = {uid} AND e.version >= {version}
                     WHERE a.id = NEW.appearance_id AND e.transaction = {guards.TRANSACTION})"""


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
            operation=pgtrigger.Update,
            func=f"""
                IF OLD.ended_at IS NOT NULL
                   OR ({old}) IS DISTINCT FROM ({new}) THEN
                    {guards.refusal("% is kept as it was: % is refused", "TG_TABLE_NAME", "TG_OP")}
                END IF;
                RETURN NEW;
            """,
        ),
        *guards.never_deleted(),
    ]

"""The public record's promises, kept by PostgreSQL on every path, raw SQL included."""

import pgtrigger

from factcheck.history.guards import refusal

# ruff: noqa: S608 - no value of a user comes near these; they are the schema's own text

#: Serialises commits of publications; any number will do, as long as all use the same.
FEED_LOCK = 7_310_462_001


def sealed_chain() -> pgtrigger.Trigger:
    """A version follows the one before it: next number, its hash, the same claim and language."""
    return pgtrigger.Trigger(
        name="sealed_chain",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("before", "publications_publication%ROWTYPE")],
        func=f"""
            IF NEW.version = 1 THEN RETURN NEW; END IF;
            SELECT * INTO before FROM publications_publication
             WHERE verdict = NEW.verdict AND version = NEW.version - 1;
            IF NOT FOUND THEN
                {refusal("Verdict % has no version before %", "NEW.verdict", "NEW.version")}
            ELSIF before.content_hash <> NEW.previous_hash THEN
                {refusal("Version % does not seal the one before", "NEW.version")}
            ELSIF (before.claim_uid, before.language) <> (NEW.claim_uid, NEW.language) THEN
                {refusal("The claim and language of % never change", "NEW.verdict")}
            ELSIF before.kind = 'withdrawn' AND NEW.kind = 'withdrawn' THEN
                {refusal("Verdict % is already withdrawn", "NEW.verdict")}
            ELSIF NEW.published_at < before.published_at THEN
                {refusal("Version % is older than the one before", "NEW.version")}
            END IF;
            RETURN NEW;
        """,
    )


def numbered_at_commit() -> pgtrigger.Trigger:
    """Give the publication its place in the change feed when its transaction commits, not before.

    The lock is held until the commit is visible to others, so a reader never sees number n + 1
    before n. Each statement here takes a fresh snapshot under READ COMMITTED; under REPEATABLE READ
    an old snapshot would repeat a number, and the primary key refuses it.
    """
    return pgtrigger.Trigger(
        name="numbered_at_commit",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=f"""
            PERFORM pg_advisory_xact_lock({FEED_LOCK});
            INSERT INTO publications_feedentry (sequence, epoch, publication_id)
            VALUES (
                coalesce((SELECT max(sequence) FROM publications_feedentry), 0) + 1,
                (SELECT max(number) FROM publications_epoch),
                NEW.id
            );
            RETURN NULL;
        """,
    )


def only_by_commit() -> pgtrigger.Trigger:
    """Feed entries are written by the trigger above, never by hand."""
    return pgtrigger.Trigger(
        name="only_by_commit",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF pg_trigger_depth() < 2 THEN
                {refusal("The change feed is written by publishing, and in no other way")}
            END IF;
            RETURN NEW;
        """,
    )


def shows_the_record() -> list[pgtrigger.Trigger]:
    """A head is the latest publication of its verdict, to the byte, and it is never deleted."""
    return [
        pgtrigger.Trigger(
            name="shows_the_record",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF NOT EXISTS (
                    SELECT FROM publications_publication p
                     WHERE p.id = NEW.publication_id AND p.verdict = NEW.id
                       AND p.version = NEW.version AND p.kind = NEW.status
                       AND p.content_hash = NEW.content_hash AND p.body = NEW.body
                ) OR EXISTS (
                    SELECT FROM publications_publication p
                     WHERE p.verdict = NEW.id AND p.version > NEW.version
                ) THEN
                    {refusal("The head % is not the latest publication of its verdict", "NEW.id")}
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="never_deleted",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=refusal("Heads are never deleted: withdraw the verdict"),
        ),
    ]


def epoch_token(row: str, before: str) -> str:
    """SQL for the token of an epoch (a name for its row), after the token `before` (SQL, or NULL):
    half of a SHA-256, in hexadecimal. A time is its microseconds, whatever the session's zone."""
    said = f"{before}, {row}.number, extract(epoch FROM {row}.started_at), {row}.reason"
    digest = f"sha256(convert_to(jsonb_build_array({said})::text, 'UTF8'))"
    return f"left(encode({digest}, 'hex'), 32)"


def named_by_what_it_says() -> pgtrigger.Trigger:
    """An epoch's token is made as it comes in: nobody chooses one."""
    before = "(SELECT token FROM publications_epoch WHERE number = NEW.number - 1)"
    return pgtrigger.Trigger(
        name="named_by_what_it_says",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"NEW.token := {epoch_token('NEW', before)}; RETURN NEW;",
    )

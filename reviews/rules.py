"""The promises of reviews that PostgreSQL keeps besides the workflow's, raw SQL included."""

from collections.abc import Iterable

import pgtrigger

from factcheck.history import guards

# ruff: noqa: S608 - no value of a user comes near these; they are the schema's own text


def _columns(row: str, content: Iterable[str]) -> str:
    names = [f"{name}_id" if name == "rating" else name for name in content]
    return ", ".join(f"{row}.{name}" for name in ("claim_id", "language", *names))


def content_only_in_review(content: Iterable[str]) -> pgtrigger.Trigger:
    """Nothing is slipped into a content that others have been shown, or that is public."""
    return pgtrigger.Trigger(
        name="content_only_in_review",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF ROW({_columns("OLD", content)}) IS DISTINCT FROM ROW({_columns("NEW", content)})
               AND NEW.status <> 'in_review'
            THEN
                {guards.refusal("The content changes only while the review is in review")}
            END IF;
            RETURN NEW;
        """,
    )


def published_only_approved() -> pgtrigger.Trigger:
    """To become public, a revision needs its latest approval, by somebody who did not edit it."""
    return pgtrigger.Trigger(
        name="published_only_approved",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=f"""
            IF NEW.status <> 'published' OR (TG_OP = 'UPDATE' AND OLD.status = 'published')
            THEN RETURN NEW; END IF;
            IF NOT EXISTS (
                SELECT FROM reviews_approval a
                 WHERE a.review_id = NEW.id AND a.revision = NEW.revision
                   AND a.version = (
                       SELECT max(e.version) FROM history_event e
                        WHERE e.subject = NEW.uid AND e.verb = 'review:approve')
                   AND NOT EXISTS (
                       SELECT FROM reviews_contribution c WHERE c.review_id = a.review_id
                          AND c.revision = a.revision AND c.person_id = a.approved_by_id)
            ) THEN
                {guards.refusal("Revision % was approved by no second person", "NEW.revision")}
            END IF;
            RETURN NEW;
        """,
    )


def second_person() -> pgtrigger.Trigger:
    """An approval belongs to a `review:approve` event of its author, who edited nothing in it."""
    return pgtrigger.Trigger(
        name="second_person",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (
                SELECT FROM reviews_contribution c WHERE c.review_id = NEW.review_id
                   AND c.revision = NEW.revision AND c.person_id = NEW.approved_by_id
            ) THEN
                {guards.refusal("Who edited revision % cannot approve it", "NEW.revision")}
            ELSIF NOT EXISTS (
                SELECT FROM history_event e JOIN reviews_claimreview r ON r.uid = e.subject
                 WHERE r.id = NEW.review_id AND e.verb = 'review:approve'
                   AND e.version = NEW.version AND r.revision = NEW.revision
                   AND e.transaction = {guards.TRANSACTION} AND e.actor_id = NEW.approved_by_id
            ) THEN
                {guards.refusal("An approval is written by approving, and in no other way")}
            END IF;
            RETURN NEW;
        """,
    )


def said_once() -> pgtrigger.Trigger:
    """A comment's words stay its author's; taking it back is a mark, and final."""
    return pgtrigger.Trigger(
        name="said_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF ROW(OLD.review_id, OLD.author_id, OLD.text)
               IS DISTINCT FROM ROW(NEW.review_id, NEW.author_id, NEW.text)
               OR OLD.retracted_at IS NOT NULL
                  AND NEW.retracted_at IS DISTINCT FROM OLD.retracted_at
            THEN
                {guards.refusal("A comment is never edited")}
            END IF;
            RETURN NEW;
        """,
    )

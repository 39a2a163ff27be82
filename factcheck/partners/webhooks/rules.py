"""The ledger's promises, kept by PostgreSQL on every path, raw SQL included."""

import pgtrigger

from factcheck.history.guards import never_deleted, refusal
from factcheck.partners.webhooks.states import DELIVERY, Progress


def kept_by_attempts() -> list[pgtrigger.Trigger]:
    """A delivery moves by its table, one numbered attempt after another; each that ends is told.

    What it tells, and whom, never changes.
    """
    moves = ", ".join(sorted(f"('{old}','{new}')" for _verb, old, new in DELIVERY.moves() if old))
    return [
        pgtrigger.Trigger(
            name="kept_by_attempts",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=f"""
                IF TG_OP = 'INSERT' THEN
                    IF NEW.status <> '{Progress.WAITING}' OR NEW.attempts <> 0 THEN
                        {refusal("A delivery begins as waiting, without an attempt")}
                    END IF;
                    RETURN NEW;
                END IF;
                IF (NEW.uid, NEW.webhook_id, NEW.event, NEW.sequence)
                    IS DISTINCT FROM (OLD.uid, OLD.webhook_id, OLD.event, OLD.sequence)
                THEN {refusal("What delivery % tells never changes", "OLD.uid")} END IF;
                IF (OLD.status, NEW.status) NOT IN ({moves}) THEN
                    {
                refusal("Delivery % cannot go from % to %", "OLD.uid", "OLD.status", "NEW.status")
            }
                END IF;
                IF NEW.attempts <> OLD.attempts + (NEW.status = '{Progress.SENDING}')::integer THEN
                    {refusal("Attempts at delivery % are counted one by one", "OLD.uid")}
                END IF;
                IF OLD.status = '{Progress.SENDING}' AND NOT EXISTS (
                    SELECT FROM partners_deliveryattempt a
                     WHERE a.delivery_id = OLD.id AND a.number = OLD.attempts
                       AND a.ok = (NEW.status = '{Progress.DELIVERED}')
                ) THEN
                    {refusal("Attempt % at delivery % is not told", "OLD.attempts", "OLD.uid")}
                END IF;
                RETURN NEW;
            """,
        ),
        *never_deleted(),
    ]


def of_what_is_sent() -> pgtrigger.Trigger:
    """An attempt is told while its delivery is being sent, with the number that is under way."""
    return pgtrigger.Trigger(
        name="of_what_is_sent",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF NOT EXISTS (
                SELECT FROM partners_delivery d WHERE d.id = NEW.delivery_id
                   AND d.status = '{Progress.SENDING}' AND d.attempts = NEW.number
            ) THEN {refusal("No attempt % is under way", "NEW.number")} END IF;
            RETURN NEW;
        """,
    )


def never_back() -> pgtrigger.Trigger:
    """An endpoint that was told of something was told of it: its place in the feed only rises."""
    return pgtrigger.Trigger(
        name="never_back",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF NEW.position < OLD.position THEN
                {refusal("An endpoint's place in the feed never goes back")}
            END IF;
            RETURN NEW;
        """,
    )

"""Each event seals the one before: a hash over all that it says and the seal of the same subject's
event before. PostgreSQL makes it as the event comes in, and `verify_history` makes it anew.

So an event that was altered, put in or taken out afterwards is noticed, whatever of it was touched;
unless whoever did it made all later seals of the subject anew, as the owner of the tables can.
"""

#: In the order in which they are sealed. A time is its microseconds, whatever the session's zone.
_SAID = (
    "verb", "subject", "version", "actor_id", "extract(epoch FROM {row}.at)", "from_state",
    "to_state", "reason", "data", "transaction",
)  # fmt: skip


def sql(row: str, before: str) -> str:
    """SQL for the seal of an event (a name for its row), after the seal `before` (SQL, or NULL)."""
    said = ", ".join(
        column.format(row=row) if "(" in column else f"{row}.{column}" for column in _SAID
    )
    sealed = f"jsonb_build_array(encode({before}, 'hex'), {said})::text"
    return f"sha256(convert_to({sealed}, 'UTF8'))"

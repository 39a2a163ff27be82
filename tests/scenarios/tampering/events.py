"""Events altered, removed, put in and made up."""

from tests.scenarios.tampering.tamper import BYSTANDER, HISTORY, Tamper

_SUBMIT = "WHERE verb = 'review:submit' AND version = 4"
_ALTERED = "is not what was written then"


def _event(column: str, value: str, found: str = _ALTERED) -> Tamper:
    return Tamper(
        f"event's {column}",
        f"UPDATE history_event SET {column} = {value} {_SUBMIT}",
        found,
        HISTORY,
    )


#: Each column of an event by itself, but its number, which says nothing.
EVENT = {
    "verb": _event("verb", "'review:bless'", "its workflow has no such step"),
    "subject": _event("subject", "gen_random_uuid()"),
    "version": _event("version", "77", "does not follow version"),
    "actor_id": _event("actor_id", BYSTANDER),
    "at": _event("at", "at - interval '1 hour'"),
    "from_state": _event("from_state", "'open'", "does not follow version"),
    "to_state": _event("to_state", "'open'", "which ended in “open”"),
    "reason": _event("reason", "'x'"),
    "data": _event("data", "'{\"x\": 1}'"),
    "transaction": _event("transaction", "1"),
    "seal": _event("seal", "sha256('x')"),
}

_RENUMBERED = (
    "UPDATE history_event SET version = version + 1000 WHERE version > 3 AND subject IN"
    " (SELECT subject FROM history_event WHERE verb = 'review:submit');"
    "UPDATE history_event SET version = version - 1000 {by} WHERE version > 1000;"
    "UPDATE reviews_claimreview SET version = version {by}"
)
EVENTS = [
    Tamper("an event deleted", f"DELETE FROM history_event {_SUBMIT}", "does not follow", HISTORY),
    Tamper(
        "the last event deleted",
        "DELETE FROM history_event WHERE verb = 'review:withdraw'",
        "its last event at version",
        HISTORY,
    ),
    Tamper(
        "an event deleted, the others renumbered",
        "DELETE FROM history_event WHERE verb = 'review:edit' AND version = 3;"
        + _RENUMBERED.format(by="- 1"),
        _ALTERED,
        HISTORY,
    ),
    Tamper(
        "an event put in, the others renumbered",
        _RENUMBERED.format(by="+ 1")
        + ";INSERT INTO history_event (verb, subject, version, from_state, to_state, reason, data,"
        " at, transaction) SELECT verb, subject, 4, to_state, to_state, '', '{}', now(), 1"
        " FROM history_event WHERE verb = 'review:edit' AND version = 3",
        _ALTERED,
        HISTORY,
    ),
    Tamper(
        "an event made up",
        "INSERT INTO history_event (verb, subject, version, from_state, to_state, reason, data,"
        " at, transaction)"
        " VALUES ('claim:suggest', gen_random_uuid(), 1, '', 'suggested', '', '{}', now(), 1)",
        "the row is at version 0",
        HISTORY,
    ),
    Tamper(
        "a state without an event",
        "UPDATE reviews_claimreview SET status = 'abandoned', is_public = false",
        "the row is at version",
        HISTORY,
    ),
]

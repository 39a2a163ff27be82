"""Correction requests: who may do what. From the words of `docs/reviewers.md`: an approver or an
editor decides, and nobody about a version that they approved.

Each request is about the first version of a verdict that was corrected since.
"""

from tests.allowed.tables import CONFLICT, Row, Unless

_DECIDERS = "approver, editor"
_DECIDED = "accepted, declined, duplicate, discarded, corrected"

#: They may well have approved the correction that answers it.
_NOT_THEIR_OWN = (
    Unless("first approver", CONFLICT),
    Unless("second approver", CONFLICT, "received, accepted, declined, duplicate, discarded"),
)

TABLE: dict[str, Row] = {
    "accept": Row(_DECIDERS, "received", _NOT_THEIR_OWN),
    "decline": Row(_DECIDERS, "received, accepted", _NOT_THEIR_OWN),
    "mark_duplicate": Row(_DECIDERS, "received", _NOT_THEIR_OWN),
    "discard": Row(_DECIDERS, "received", _NOT_THEIR_OWN),
    "correct": Row(_DECIDERS, "received, accepted", _NOT_THEIR_OWN),
    "reconsider": Row(_DECIDERS, _DECIDED, _NOT_THEIR_OWN),
}

LEADS_TO = {
    "accept": "accepted",
    "decline": "declined",
    "mark_duplicate": "duplicate",
    "discard": "discarded",
    "correct": "corrected",
    "reconsider": "received",
}

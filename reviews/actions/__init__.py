"""The verbs of a review: each checks permission, state and rules, locks, changes, writes its event.

Each takes the review's primary key, `actor` (a user; None for the desk's own clockwork where the
workflow allows it) and `seen`, the version that the person saw. They raise the errors of
`factcheck.errors`; then nothing was changed.
"""

from reviews.actions.abandoning import abandon, reopen
from reviews.actions.approving import approve, request_changes
from reviews.actions.commenting import comment, retract
from reviews.actions.editing import EvidenceItem, edit, note
from reviews.actions.holding import (
    expire_leases,
    give,
    release,
    renew,
    take,
    take_next,
    take_over,
)
from reviews.actions.opening import open_review
from reviews.actions.publishing import publish, publish_due, schedule, unschedule
from reviews.actions.rating_scales import create_scale, edit_scale
from reviews.actions.revising import revise
from reviews.actions.submitting import recall, submit
from reviews.actions.withdrawing import decline_withdrawal, propose_withdrawal, withdraw

__all__ = [
    "EvidenceItem",
    "abandon",
    "approve",
    "comment",
    "create_scale",
    "decline_withdrawal",
    "edit",
    "edit_scale",
    "expire_leases",
    "give",
    "note",
    "open_review",
    "propose_withdrawal",
    "publish",
    "publish_due",
    "recall",
    "release",
    "renew",
    "reopen",
    "request_changes",
    "retract",
    "revise",
    "schedule",
    "submit",
    "take",
    "take_next",
    "take_over",
    "unschedule",
    "withdraw",
]

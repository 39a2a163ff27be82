"""Reviews: who may do what in which situation. From the design's table, line by line.

Situations are states with what matters besides: `in_review` is in somebody's hands, `lapsed` in
those of somebody whose time is over; `scheduled` is approved, with a time; `proposed` is published,
with a withdrawal proposed. A second revision of what is public is `… again`; `… doomed` is one
whose public version somebody has proposed to withdraw.
"""

from tests.allowed.tables import CONFLICT, NOT_ALLOWED, REVIEWERS, Row, Unless

_APPROVED = "approved, scheduled, approved again"
_IN_REVIEW = "in_review, lapsed, in_review again, in_review doomed"
_SUBMITTED = "submitted, submitted again"
_OPEN = "open, open again"

_HOLDER_ALONE = Unless("not holder", CONFLICT, _IN_REVIEW)
_TWO_PEOPLE = (
    Unless("author, helper", NOT_ALLOWED),
    # Rewording the claim is a hand in the revision that quotes it, and in no later one.
    Unless("first worder", NOT_ALLOWED, "submitted"),
)

TABLE: dict[str, Row] = {
    # open → in_review: assign (take, or give): reviewer (take), editor (give). An expired lease
    # returns the review to the queue: whoever takes it need not wait for the clock.
    "take": Row(REVIEWERS, f"{_OPEN}, lapsed"),
    "give": Row("editor", _OPEN),
    # in_review → open: release: holder, editor
    "release": Row(
        REVIEWERS, _IN_REVIEW, (Unless("not holder", CONFLICT, spared="editor"),)
    ),
    # An editor can take over what somebody else holds.
    "take_over": Row("editor", _IN_REVIEW, (Unless("holder", CONFLICT),)),
    # in_review → submitted: submit: holder
    "submit": Row(REVIEWERS, _IN_REVIEW, (_HOLDER_ALONE,)),
    # As long as nobody decided, Take back puts what you submitted into your hands again.
    "recall": Row(REVIEWERS, _SUBMITTED, (Unless("not author", CONFLICT),)),
    # submitted → in_review: request changes: approver
    "request_changes": Row("approver", _SUBMITTED),
    # submitted → approved: approve: approver who edited nothing in this revision
    "approve": Row("approver", _SUBMITTED, _TWO_PEOPLE),
    # approved → in_review: any change to the content (automatic: the approval is void)
    "edit": Row(REVIEWERS, f"{_IN_REVIEW}, {_APPROVED}", (_HOLDER_ALONE,)),
    # approved → published: publish (now, or at an embargo time): editor
    "publish": Row("editor", _APPROVED),
    "schedule": Row("editor", _APPROVED),
    "unschedule": Row("editor", "scheduled"),
    # published, withdrawn → in_review: revise: reviewer
    "revise": Row(REVIEWERS, "published, proposed, withdrawn"),
    # published → withdrawn: withdraw (public reason): editor + a second person
    "propose_withdrawal": Row(
        "editor",
        "published, open again, in_review again, submitted again, approved again, abandoned again",
    ),
    "withdraw": Row(
        "approver, editor", "proposed, in_review doomed", (Unless("proposer", NOT_ALLOWED),)
    ),
    "decline_withdrawal": Row("approver, editor", "proposed, in_review doomed"),
    # open, in_review, submitted, approved → abandoned: abandon (reason): editor
    "abandon": Row("editor", f"{_OPEN}, {_IN_REVIEW}, {_SUBMITTED}, {_APPROVED}"),
    # abandoned → open: reopen: editor
    "reopen": Row("editor", "abandoned, abandoned again"),
    # Internal notes are no part of what is approved; in review they are written with the rest.
    "note": Row(REVIEWERS, f"{_SUBMITTED}, {_APPROVED}, published, proposed, withdrawn"),
}  # fmt: skip

#: Where each verb leads; what it leaves as it is, is not named.
LEADS_TO = {
    "take": "in_review",
    "give": "in_review",
    "release": "open",
    "submit": "submitted",
    "recall": "in_review",
    "request_changes": "in_review",
    "approve": "approved",
    "edit": "in_review",
    "publish": "published",
    "revise": "in_review",
    "withdraw": "withdrawn",
    "abandon": "abandoned",
    "reopen": "open",
}

#: These the desk's clockwork may do without a person: a claim that is merged gives its review up.
BY_THE_SYSTEM = {"abandon"}

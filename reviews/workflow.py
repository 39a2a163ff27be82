"""How a review moves from open to published: pure data, from which come the actions' checks, the
buttons that a person sees, and the guard in PostgreSQL."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from factcheck.workflow import Machine, Transition


class State(StrEnum):
    OPEN = "open"
    IN_REVIEW = "in_review"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    ABANDONED = "abandoned"


LABELS = {
    State.OPEN: _("open"),
    State.IN_REVIEW: _("in review"),
    State.SUBMITTED: _("submitted"),
    State.APPROVED: _("approved"),
    State.PUBLISHED: _("published"),
    State.WITHDRAWN: _("withdrawn"),
    State.ABANDONED: _("abandoned"),
}

_S = State
#: While a revision is under way, or given up, an earlier one may still be public.
_MAYBE_PUBLIC = (_S.PUBLISHED, _S.OPEN, _S.IN_REVIEW, _S.SUBMITTED, _S.APPROVED, _S.ABANDONED)


def _may(verb: str) -> str:
    return f"reviews.{verb}_claimreview"


REVIEW = Machine(
    "review",
    [
        Transition("open", (), _S.OPEN, _("Open"), _may("open"), button=False),
        Transition("take", (_S.OPEN,), _S.IN_REVIEW, _("Take"), _may("take")),
        Transition("give", (_S.OPEN,), _S.IN_REVIEW, _("Give to"), _may("give"), asks=("person",)),
        Transition(
            "edit", (_S.IN_REVIEW, _S.APPROVED), _S.IN_REVIEW, _("Edit"), _may("edit"), button=False
        ),
        Transition("release", (_S.IN_REVIEW,), _S.OPEN, _("Release"), _may("release")),
        Transition(
            "take_over", (_S.IN_REVIEW,), None, _("Take over"), _may("give"), asks=("reason",)
        ),
        Transition(
            "expire", (_S.IN_REVIEW,), _S.OPEN, _("Lease expired"), "", system=True, button=False
        ),
        Transition(
            "submit", (_S.IN_REVIEW,), _S.SUBMITTED, _("Submit to a second person"), _may("submit")
        ),
        Transition(
            "request_changes", (_S.SUBMITTED,), _S.IN_REVIEW, _("Request changes"),
            _may("request_changes"), asks=("reason",),
        ),
        Transition("recall", (_S.SUBMITTED,), _S.IN_REVIEW, _("Take back"), _may("submit")),
        Transition("approve", (_S.SUBMITTED,), _S.APPROVED, _("Approve"), _may("approve")),
        # What it rests on was changed elsewhere (a source, the claim): the approval is void.
        Transition(
            "void", (_S.APPROVED,), _S.IN_REVIEW, _("Approval void"), "", system=True, button=False
        ),
        Transition(
            "schedule", (_S.APPROVED,), None, _("Publish later"), _may("publish"),
            asks=("publish_at",), proof=True,
        ),
        Transition("unschedule", (_S.APPROVED,), None, _("Cancel the time"), _may("publish")),
        Transition(
            "publish", (_S.APPROVED,), _S.PUBLISHED, _("Publish"), _may("publish"), proof=True
        ),
        Transition(
            "revise", (_S.PUBLISHED, _S.WITHDRAWN), _S.IN_REVIEW, _("Revise"), _may("revise"),
            asks=("reason",),
        ),
        Transition(
            "propose_withdrawal", _MAYBE_PUBLIC, None, _("Propose withdrawal"),
            _may("propose_withdrawal"), asks=("public_reason", "successor"), proof=True,
        ),
        Transition(
            "decline_withdrawal", _MAYBE_PUBLIC, None, _("Decline withdrawal"),
            _may("confirm_withdrawal"), asks=("reason",),
        ),
        Transition(
            "withdraw", _MAYBE_PUBLIC, _S.WITHDRAWN, _("Confirm withdrawal"),
            _may("confirm_withdrawal"), proof=True,
        ),
        # What is for the desk alone is no content: an approval stays.
        Transition(
            "note", (_S.SUBMITTED, _S.APPROVED, _S.PUBLISHED, _S.WITHDRAWN), None,
            _("Internal notes"), _may("edit"), asks=("claimant_contacted", "notes"),
        ),
        # By the system where the claim is merged into another.
        Transition(
            "abandon", (_S.OPEN, _S.IN_REVIEW, _S.SUBMITTED, _S.APPROVED), _S.ABANDONED,
            _("Abandon"), _may("abandon"), asks=("reason",), system=True,
        ),
        Transition(
            "reopen", (_S.ABANDONED,), _S.OPEN, _("Reopen"), _may("reopen"), asks=("reason",)
        ),
    ],
)  # fmt: skip

"""Triage: what may happen to a claim before it is reviewed. Pure data."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from factcheck.workflow import Machine, Transition


class State(StrEnum):
    SUGGESTED = "suggested"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    DUPLICATE = "duplicate"


#: On the desk: neither dismissed nor merged away.
LIVE = frozenset({State.SUGGESTED, State.ACCEPTED})

LABELS = {
    State.SUGGESTED: _("suggested"),
    State.ACCEPTED: _("accepted"),
    State.DISMISSED: _("dismissed"),
    State.DUPLICATE: _("duplicate"),
}

#: Why a claim is not taken up.
DISMISSALS = {
    "opinion": _("an opinion"),
    "prediction": _("a prediction"),
    "not_checkable": _("not checkable"),
    "out_of_scope": _("out of scope"),
    "other": _("other"),
}

_S = State

TRIAGE = Machine(
    "claim",
    [
        Transition(
            "suggest", (), _S.SUGGESTED, _("Suggest"), "claims.suggest_claim",
            system=True, button=False,
        ),
        Transition(
            "accept", (_S.SUGGESTED,), _S.ACCEPTED, _("Accept"), "claims.accept_claim",
        ),
        Transition(
            "dismiss", (_S.SUGGESTED,), _S.DISMISSED, _("Dismiss"), "claims.dismiss_claim",
            asks=("dismissal", "reason"),
        ),
        Transition(
            "merge", (_S.SUGGESTED, _S.ACCEPTED), _S.DUPLICATE, _("Merge"), "claims.merge_claim",
            asks=("into",),
        ),
        Transition(
            "restore", (_S.DISMISSED, _S.DUPLICATE), _S.SUGGESTED, _("Restore"),
            "claims.restore_claim", asks=("reason",),
        ),
        Transition(
            "edit", (_S.SUGGESTED, _S.ACCEPTED), None, _("Edit"), "claims.change_claim",
            button=False,
        ),
        # What became of its passage in a later text of the article.
        Transition(
            "acknowledge", (_S.SUGGESTED, _S.ACCEPTED), None, _("Keep the earlier text"),
            "claims.change_claim", button=False,
        ),
        Transition(
            "place", (_S.SUGGESTED, _S.ACCEPTED), None, _("Place the passage"),
            "claims.change_claim", button=False,
        ),
        # A claim that another is merged into gains its appearances (and gives them back).
        Transition(
            "absorb", tuple(_S), None, _("Take over appearances"), "claims.merge_claim",
            button=False,
        ),
    ],
)  # fmt: skip

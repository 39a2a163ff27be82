"""What becomes of a correction request: somebody says that a published verdict is wrong.

| From | Verb | To | Who |
|---|---|---|---|
| – | receive | `received` | a partner, a reader, the desk for somebody who wrote to it |
| `received` | accept | `accepted` | decides |
| `received`, `accepted` | decline (answer) | `declined` | decides |
| `received` | mark_duplicate (of) | `duplicate` | decides |
| `received` | discard (reason) | `discarded` | decides |
| `received`, `accepted` | correct (version) | `corrected` | decides; the system, on publication |
| all that are decided | reconsider (reason) | `received` | decides |

A new version of the verdict, or its withdrawal, answers every request that was accepted. Who
decides has the permission, and approved none of the versions that are in question.
"""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from factcheck.workflow import Machine, Transition


class State(StrEnum):
    RECEIVED = "received"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DUPLICATE = "duplicate"
    DISCARDED = "discarded"
    CORRECTED = "corrected"


LABELS = {
    State.RECEIVED: _("received"),
    State.ACCEPTED: _("accepted"),
    State.DECLINED: _("declined"),
    State.DUPLICATE: _("duplicate"),
    State.DISCARDED: _("discarded"),
    State.CORRECTED: _("corrected"),
}

#: Nobody has to do anything about these any more.
SETTLED = (State.DECLINED, State.DUPLICATE, State.DISCARDED, State.CORRECTED)
DECIDE = "challenges.decide_correctionrequest"
ADD = "challenges.add_correctionrequest"

_S = State

CHALLENGE = Machine(
    "challenge",
    [
        Transition(
            "receive", (), _S.RECEIVED, _("Note a correction request"), ADD,
            system=True, button=False,
        ),
        # Whoever asked reads the answer.
        Transition(
            "accept", (_S.RECEIVED,), _S.ACCEPTED, _("Accept"), DECIDE, ("answer",), proof=True
        ),
        Transition(
            "decline", (_S.RECEIVED, _S.ACCEPTED), _S.DECLINED, _("Decline"), DECIDE, ("answer",),
            proof=True,
        ),
        Transition(
            "mark_duplicate", (_S.RECEIVED,), _S.DUPLICATE, _("Mark as duplicate"), DECIDE,
            ("duplicate_of",),
        ),
        Transition("discard", (_S.RECEIVED,), _S.DISCARDED, _("Discard"), DECIDE, ("reason",)),
        Transition(
            "correct", (_S.RECEIVED, _S.ACCEPTED), _S.CORRECTED,
            _("Name the version that answers it"), DECIDE, ("outcome", "answer"), system=True,
            proof=True,
        ),
        Transition(
            "reconsider", (_S.ACCEPTED, *SETTLED), _S.RECEIVED, _("Reconsider"), DECIDE,
            ("reason",),
        ),
    ],
)  # fmt: skip

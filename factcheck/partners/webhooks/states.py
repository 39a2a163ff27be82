"""What may happen to an endpoint, and to a delivery. Pure data."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from factcheck.workflow import Machine, Transition


class State(StrEnum):
    """Of an endpoint."""

    CHALLENGED = "challenged"
    ACTIVE = "active"
    PAUSED = "paused"
    DISABLED = "disabled"
    DELETED = "deleted"


LABELS = {
    State.CHALLENGED: _("challenged"),
    State.ACTIVE: _("active"),
    State.PAUSED: _("paused"),
    State.DISABLED: _("disabled"),
    State.DELETED: _("deleted"),
}

_S = State
_CHANGE, _ADD = "partners.change_webhook", "partners.add_webhook"
_ALIVE = (_S.CHALLENGED, _S.ACTIVE, _S.PAUSED, _S.DISABLED)
_RUNNING = (_S.CHALLENGED, _S.ACTIVE, _S.PAUSED)

#: `system` ones are also done by a partner itself, with its key, or by the worker.
WEBHOOK = Machine(
    "webhook",
    [
        Transition(
            "register", (), _S.CHALLENGED, _("Register an endpoint"), _ADD,
            system=True, button=False, proof=True,
        ),
        Transition("activate", (_S.CHALLENGED,), _S.ACTIVE, _("Activate"), "",
                   system=True, button=False),
        Transition("change", _ALIVE, None, _("Change"), _CHANGE, system=True, button=False),
        # Another address has to prove itself again.
        Transition("move", _ALIVE, _S.CHALLENGED, _("Move"), _CHANGE, system=True, button=False),
        Transition("rotate", _ALIVE, None, _("Make a new secret"), _CHANGE, asks=("hours",),
                   system=True, proof=True),
        Transition("test", (_S.ACTIVE,), None, _("Send a test event"), _CHANGE, system=True),
        Transition("replay", (_S.ACTIVE, _S.PAUSED), None, _("Send again"), _CHANGE,
                   asks=("first", "last", "delivered"), system=True),
        Transition("pause", (_S.ACTIVE,), _S.PAUSED, _("Pause"), _CHANGE, system=True),
        Transition("resume", (_S.PAUSED,), _S.ACTIVE, _("Resume"), _CHANGE, system=True),
        Transition("challenge", (_S.CHALLENGED, _S.DISABLED), _S.CHALLENGED,
                   _("Challenge again"), _CHANGE, system=True),
        Transition("disable", _RUNNING, _S.DISABLED, _("Disable"), _CHANGE, asks=("reason",),
                   system=True),
        Transition("delete", _ALIVE, _S.DELETED, _("Delete"), _CHANGE, asks=("reason",),
                   system=True),
    ],
)  # fmt: skip


class Progress(StrEnum):
    """Of a delivery."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    DEAD = "dead"


PROGRESS_LABELS = {
    Progress.WAITING: _("waiting"),
    Progress.SENDING: _("being sent"),
    Progress.DELIVERED: _("delivered"),
    Progress.DEAD: _("dead letter"),
}

_P = Progress
#: Its steps have no events: the attempts are its journal, and the endpoint's events say who sent
#: again what.
DELIVERY = Machine(
    "delivery",
    [
        Transition("make", (), _P.WAITING, _("Make"), "", system=True, button=False),
        Transition("start", (_P.WAITING,), _P.SENDING, _("Start"), "",
                   system=True, button=False),
        Transition("deliver", (_P.SENDING,), _P.DELIVERED, _("Deliver"), "",
                   system=True, button=False),
        Transition("fail", (_P.SENDING,), _P.WAITING, _("Fail"), "", system=True, button=False),
        # Without an attempt where its endpoint was disabled or deleted.
        Transition("give_up", (_P.WAITING, _P.SENDING), _P.DEAD, _("Give up"), "",
                   system=True, button=False),
        Transition("replay", (_P.WAITING, _P.DELIVERED, _P.DEAD), _P.WAITING, _("Send again"),
                   _CHANGE, system=True, button=False),
    ],
)  # fmt: skip

"""Fetching an article's page: what may happen to an address that somebody asked for. Pure data."""

from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from factcheck.workflow import Machine, Transition


class State(StrEnum):
    WAITING = "waiting"
    FETCHING = "fetching"
    STORED = "stored"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    GIVEN_UP = "given_up"


LABELS = {
    State.WAITING: _("waiting"),
    State.FETCHING: _("fetching"),
    State.STORED: _("stored"),
    State.UNCHANGED: _("unchanged"),
    State.FAILED: _("failed"),
    State.GIVEN_UP: _("given up"),
}

#: How long after each failed attempt the next one is made; after the last one it is given up.
WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
MOST_ATTEMPTS = len(WAITS) + 1
#: Something that is “fetching” for so long is not: whoever was at it is gone for good.
LOST_AFTER = timedelta(minutes=10)
#: What a site may ask us to wait at most (Retry-After).
LONGEST_WAIT = timedelta(hours=6)

_S = State
_PERMISSION = "claims.add_article"

FETCH = Machine(
    "fetch",
    [
        Transition(
            "ask", (), _S.WAITING, _("Fetch an article"), _PERMISSION, system=True, button=False
        ),
        Transition(
            "ask_again", (_S.STORED, _S.UNCHANGED, _S.FAILED, _S.GIVEN_UP, _S.FETCHING),
            _S.WAITING, _("Fetch again"), _PERMISSION, system=True,
        ),
        # What the worker does. From “fetching”: the worker that was at it has died.
        Transition(
            "start", (_S.WAITING, _S.FAILED, _S.FETCHING), _S.FETCHING, _("Start"), "",
            system=True, button=False,
        ),
        Transition("store", (_S.FETCHING,), _S.STORED, _("Store"), "", system=True, button=False),
        Transition(
            "keep", (_S.FETCHING,), _S.UNCHANGED, _("Find unchanged"), "",
            system=True, button=False,
        ),
        Transition("fail", (_S.FETCHING,), _S.FAILED, _("Fail"), "", system=True, button=False),
        Transition(
            "give_up", (_S.FETCHING,), _S.GIVEN_UP, _("Give up"), "", system=True, button=False
        ),
    ],
)  # fmt: skip

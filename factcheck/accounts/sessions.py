"""How long somebody stays signed in, and how lately they proved who they are.

The session keeps three moments, in whole seconds since 1970: when it was begun, when its person was
last here, and when they last proved themselves. Signing in is a proof. A session that keeps none is
of no use any more: its person signs in anew.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

_BEGUN, _SEEN, _PROVED = "begun_at", "seen_at", "proved_at"
#: Of a browser without a session: whose the last one was.
_ENDED = "ended_of"
#: How exactly it is known when somebody was last here: it is written down no more often than this.
_NOTED_EVERY = 60
_HOUR, _MINUTE = 3600, 60
_A_FORM = 5  # minutes


def begin(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """Somebody has signed in: a receiver of Django's `user_logged_in`."""
    request.session[_BEGUN] = _now()
    if request.session.pop(_ENDED, None) == str(user.pk):
        _keep_token(request)
    prove(request.session)


def _keep_token(request: HttpRequest) -> None:
    """Whoever signs in gets another CSRF token, so that nobody else knows it. The one until now was
    given to the same person when they signed in before, and nobody has signed in since: with it,
    the forms that they have open go on."""
    if secret := request.COOKIES.get(settings.CSRF_COOKIE_NAME):
        request.META["CSRF_COOKIE"] = secret


def prove(session: SessionBase) -> None:
    """The person has shown just now that it is them."""
    session[_SEEN] = session[_PROVED] = _now()


def see(session: SessionBase) -> None:
    """The person is here."""
    if _age(session, _SEEN) >= _NOTED_EVERY:
        session[_SEEN] = _now()


def note_end(session: SessionBase, person: str) -> None:
    """The session of the person with this key has ended; what is left of it says only that."""
    session[_ENDED] = person


def ended_of(session: SessionBase) -> Any:
    """The key of the person whose session ended here, if they did not end it themselves and nobody
    has signed in since."""
    return session.get(_ENDED)


def is_over(session: SessionBase) -> bool:
    """Whether the person has to sign in anew, whatever they do."""
    return _age(session, _BEGUN) >= settings.SESSION_HOURS * _HOUR


def was_left(session: SessionBase) -> bool:
    """Whether nobody was here for so long that it may be somebody else who sits there now."""
    return _age(session, _SEEN) >= settings.SESSION_IDLE_MINUTES * _MINUTE


def is_proved(session: SessionBase, *, for_a_form: bool = False) -> bool:
    """Whether the last proof is new enough for what speaks to the world or hands out secrets.

    `for_a_form`: also where it is asked for each time there are some minutes to fill one in.
    """
    minutes = max(settings.PROOF_MINUTES, _A_FORM) if for_a_form else settings.PROOF_MINUTES
    return _age(session, _PROVED) < minutes * _MINUTE


def _age(session: SessionBase, moment: str) -> float:
    """Seconds since then; endless, where it is not known."""
    since = session.get(moment)
    return _now() - since if isinstance(since, int) else float("inf")


def _now() -> int:
    return int(time.time())

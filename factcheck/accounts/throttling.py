"""Wrong passwords: who guesses too often waits, without shutting out anybody else.

Counted are one person at one network address (5, a person who forgot), and one address whoever it
tries (50, a list of names). A person is never locked everywhere: else anybody who knows a user name
could keep its owner out. Whoever guesses from many addresses at once meets the second factor.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import admin
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Wrong passwords from one address, for any names, within the time that each counts.
ADDRESS_LIMIT = 50


class Handler(AxesDatabaseHandler):
    """Axes' own, with a limit of its own for an address."""

    def get_failures(self, request: Any, credentials: Any = None) -> int:
        """How many of the AXES_FAILURE_LIMIT are used up."""
        person, address = (
            attempts.aggregate(sum=Sum("failures_since_start"))["sum"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(person, address * settings.AXES_FAILURE_LIMIT // ADDRESS_LIMIT)

    def reset_user_attempts(self, request: Any, credentials: Any = None) -> int:
        """After a right password: the person's own are forgotten, never the address's others, or
        whoever has an account could go on guessing those of colleagues."""
        person, _address = self.filter_user_attempts(request, credentials)
        return person.delete()[0]


def locked_out(request: HttpRequest, answer: Any, credentials: Any) -> HttpResponse:
    """The page in place of the sign-in: for how long, and whom to ask."""
    context = {
        **admin.site.each_context(request),
        "title": _("Too many wrong passwords"),
        "minutes": told(request, credentials),
    }
    page = render(request, "accounts/locked_out.html", context, status=429)
    page["Retry-After"] = str(_wait(request, credentials) * 60)
    return page


def told(request: HttpRequest, credentials: Any) -> str:
    """For how long whoever guessed too often has to wait, as a sentence."""
    wait = _wait(request, credentials)
    return ngettext(
        "Wait %(minutes)s minute, then try again.",
        "Wait %(minutes)s minutes, then try again.",
        wait,
    ) % {"minutes": wait}


def _wait(request: HttpRequest, credentials: Any) -> int:
    """Minutes until the last wrong password no longer counts."""
    handler: Any = AxesProxyHandler.get_implementation()
    attempts = handler.get_user_attempts(request, credentials)
    moments = [found.aggregate(last=Max("attempt_time"))["last"] for found in attempts]
    last = max(filter(None, moments), default=timezone.now())
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(1, ceil(left / timedelta(minutes=1)))


def unlock(username: str) -> int:
    """Forget the wrong passwords for a name, from wherever they came. Returns how many records."""
    return AxesProxyHandler.reset_attempts(username=username)

"""Nobody sees a page of the desk before the second factor is given, where there has to be one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY

from factcheck.desk.locale import is_public

#: What somebody needs who is on the way in.
_ALWAYS = {"person:language", "admin:logout"}


def missing(request: HttpRequest) -> str:
    """The page that this person has to go through first, or nothing. Asks no database."""
    person: Any = request.user
    if not person.is_authenticated:
        return ""  # the page itself asks them to sign in
    if person.second_factor_since is not None:
        return "" if DEVICE_ID_SESSION_KEY in request.session else "person:code"
    return "person:second_factor" if settings.FACTCHECK_REQUIRE_SECOND_FACTOR else ""


class SecondFactorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        if is_public(request):
            return None
        page, match = missing(request), request.resolver_match
        if not page or (match and match.view_name in _ALWAYS | {page}):
            return None
        following = request.get_full_path() if request.method == "GET" else reverse("admin:index")
        return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': following})}")

"""The way in: a session that still holds, the second factor where there has to be one, and a proof
from whoever was away for long. Before that nobody sees a page of the desk."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django_otp import DEVICE_ID_SESSION_KEY

from factcheck.accounts import asking, sessions
from factcheck.desk.locale import is_public

#: What somebody needs who is on the way in.
_ALWAYS = {"person:language", "admin:logout"}
#: What proves the person by itself.
_PROOFS = {"person:proof", "admin:login"}


def missing(request: HttpRequest) -> str:
    """The page that this person has to go through first, or nothing. Asks no database."""
    person: Any = request.user
    if not person.is_authenticated:
        return ""  # the page itself asks them to sign in
    if person.second_factor_since is not None:
        return "" if DEVICE_ID_SESSION_KEY in request.session else "person:code"
    return "person:second_factor" if settings.FACTCHECK_REQUIRE_SECOND_FACTOR else ""


class PersonMiddleware(AuthenticationMiddleware):
    """Django's own, which says who is signed in; and for whose session has ended, that it was
    theirs: a form of theirs may still come."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: _person(request))  # type: ignore[assignment]


def _person(request: HttpRequest) -> Any:
    begun_by = request.session.get(SESSION_KEY)
    person = get_user(request)  # Django ends what does not fit the person any more
    if person.is_authenticated and sessions.is_over(request.session):
        request.session.flush()
        person = AnonymousUser()
    if begun_by is not None and not person.is_authenticated:
        sessions.note_end(request.session, begun_by)
    return person


class WayInMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponseBase | None:
        if is_public(request) or not request.user.is_authenticated:
            return None
        page = missing(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _ALWAYS:
            return None
        if page:
            return None if name == page else _to(page, request)
        if sessions.was_left(request.session):
            return _returning(request, name)
        sessions.see(request.session)
        return None


def _returning(request: HttpRequest, name: str) -> HttpResponseBase | None:
    """What somebody gets who was away: who posts a form keeps what is in it."""
    if name in _PROOFS:
        return None
    if asking.is_by_script(request):
        return JsonResponse({"detail": asking.away()}, status=403)
    if request.method == "POST":
        return asking.on_return(request)
    return _to("person:proof", request)


def _to(page: str, request: HttpRequest) -> HttpResponseRedirect:
    following = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode({'next': following})}")

"""What a person is shown when a page cannot be: what happened, and what to do."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from factcheck import problems
from factcheck.desk.locale import is_public
from factcheck.desk.site import Unsearchable
from factcheck.publications.pages import errors as public


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer = problems.not_found(request)
    if answer is not None:
        return answer
    if is_public(request):
        return public.not_found(request)
    return _page(
        request,
        404,
        _("There is nothing here"),
        _("Check the address. Nothing at the desk is ever deleted, so it may be mistyped."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(
        request,
        403,
        _("This is not for you to see or do"),
        _("Your role does not include it. If it should, ask an administrator of the desk."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    answer = problems.bad_request(request)
    if answer is not None:
        return answer
    if isinstance(exception, RequestDataTooBig):
        return _page(
            request,
            413,
            _("This is too large"),
            _("An article may have %(limit)s characters. Go back, split it, and send the parts.")
            % {"limit": f"{settings.ARTICLE_MAX_CHARACTERS:,}"},
        )
    if isinstance(exception, Unsearchable):
        return _page(request, 400, _("This cannot be searched for"), str(exception))
    return _page(
        request, 400, _("The request is malformed"), _("Go back, reload the page, and try again.")
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return problems.server_error(request) or _page(
        request,
        500,
        _("Something broke on our side"),
        _("Nothing was half saved. Try again; if it stays, tell whoever runs this desk."),
    )


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF refusal: in practice, a page that was open when the person signed in again."""
    return _page(
        request,
        403,
        _("This page was open too long"),
        _("You signed in again since it was loaded. Go back, reload it, and send it again."),
    )


def _page(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    return render(request, "desk/error.html", {"title": title, "detail": detail}, status=status)

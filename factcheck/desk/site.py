from collections.abc import Callable
from functools import update_wrapper
from typing import Any
from urllib.parse import unquote

from django.contrib.admin import AdminSite
from django.contrib.auth import authenticate
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import coming_back
from factcheck.accounts.passwords import OwnPasswordForm
from factcheck.accounts.sign_in import SignInForm
from factcheck.desk import home

#: Characters of a search, in a list or in a field that completes what is typed. Django asks the
#: database about each word: thousands of them take it a minute.
LONGEST_SEARCH = 300


class Unsearchable(BadRequest):
    """Nothing can be found like this; says why."""


def _check(request: HttpRequest) -> None:
    """Raises BadRequest for a NUL, which no text of PostgreSQL has, and Unsearchable."""
    if "\0" in request.path or "\0" in unquote(request.META.get("QUERY_STRING", "")):
        raise BadRequest("NUL")
    if any(len(request.GET.get(name, "")) > LONGEST_SEARCH for name in ("q", "term")):
        raise Unsearchable(
            _("Search for fewer words: %(most)s characters at most.") % {"most": LONGEST_SEARCH}
        )


class DeskSite(AdminSite):
    """The admin, as the desk's workplace."""

    site_header = _("Fact-checking desk")
    site_title = _("factcheck")
    index_title = _("The desk")
    index_template = "desk/home.html"
    login_form = SignInForm
    site_url = None

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Each page of it: what no page can answer is refused before anything is looked up, and who
        posts a form after their session has ended keeps it."""

        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            _check(request)
            return view(request, *args, **kwargs)

        inner = super().admin_view(update_wrapper(asked, view), cacheable)

        def signed_in(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return coming_back.before(request) or inner(request, *args, **kwargs)

        return update_wrapper(signed_in, inner)

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The state of the desk, as far as it is this person's work."""
        panels = home.panels(request)
        context = {
            "work": [panel for panel in panels if not panel.is_news],
            "news": [panel for panel in panels if panel.is_news],
        }
        return super().index(request, context | (extra_context or {}))

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Django's page, with our form. A wrong old password counts as one at the sign-in: here,
        too, nobody guesses on."""
        if request.method == "POST":
            person: Any = request.user
            given = request.POST.get("old_password", "")
            authenticate(request, username=person.get_username(), password=given)
            if getattr(request, "axes_locked_out", False):
                return HttpResponse(status=429)  # axes puts its page in place of it
        return PasswordChangeView.as_view(
            form_class=OwnPasswordForm,
            success_url=reverse_lazy("admin:password_change_done"),
            extra_context=self.each_context(request) | (extra_context or {}),
        )(request)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The browser forgets the pages, too. Not all cookies: some may be of other sites of the
        same domain; our session's own is gone anyway."""
        answer = super().logout(request, extra_context)
        answer["Clear-Site-Data"] = '"cache", "storage"'
        return answer

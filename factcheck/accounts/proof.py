"""A person proves again that it is them, before what speaks to the world or hands out secrets.

It belongs to the desk's door, not to the verbs: a command is given by whoever is on the machine, an
API call carries its key. A view of the desk asks, and goes on when it gets nothing back:

    if request.method == "POST" and (page := proof.asked(request, title=_("Publish"))):
        return page

The page is shown in place of the act, at the same address. All that was posted is in it, and is
posted again together with the proof: so nothing is stored meanwhile, nothing typed is lost, and the
version and the digest that the person saw are still those that the verb checks. Whoever has a
second factor gives a code, everybody else their password; wrong ones count as in signing in.

No event tells of it: the journal is of what was decided, and the rule itself says how old a proof
may be. Wrong passwords are told with those of the sign-in.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from factcheck.accounts import second_factor, sessions, throttling
from factcheck.accounts.forms import CodeForm
from factcheck.errors import Invalid

_PREFIX = "proof"
#: Made anew with the page; and what no page shows, not even to whoever has typed it.
_NOT_CARRIED = ("csrfmiddlewaretoken", "password")


class PasswordForm(forms.Form):
    """The password of somebody who is signed in already."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def asked(
    request: HttpRequest, *, title: Any, about: Any = "", back: str = ""
) -> HttpResponse | None:
    """The page that asks for a proof before the act called `title` is done to `about`; None where
    there is one that is new enough, or came with this request. `back` leads away from it."""
    form = given(request)
    if sessions.is_proved(request.session) or (form and proves(request, form)):
        return None
    return page(request, form, title=title, about=about, button=title, back=back)


def asked_on_return(request: HttpRequest) -> HttpResponse | None:
    """The same for somebody who posts a form after they were away for long."""
    form = given(request)
    if form and proves(request, form):
        return None
    return page(request, form, title=_("Is it you?"))


def asked_first(request: HttpRequest) -> HttpResponse | None:
    """The same for a page with passwords in its form, which are not carried: asked on a page before
    it."""
    if sessions.is_proved(request.session):
        return None
    return HttpResponseRedirect(
        f"{reverse('person:proof')}?{urlencode({'next': request.get_full_path()})}"
    )


def away() -> str:
    return _("Nobody was here for a while. Show that it is you, and you go on where you were.")


def _why(request: HttpRequest) -> str:
    if sessions.was_left(request.session):
        return away()
    told = ngettext(
        "You last showed that it is you more than %(minutes)s minute ago. This speaks to the public"
        " or to partners, or hands out access: so you are asked again.",
        "You last showed that it is you more than %(minutes)s minutes ago. This speaks to the"
        " public or to partners, or hands out access: so you are asked again.",
        settings.PROOF_MINUTES,
    )
    return told % {"minutes": settings.PROOF_MINUTES}


def _form(request: HttpRequest, found: Any = None) -> forms.Form:
    """What this person is asked."""
    kind = CodeForm if _has_second_factor(request) else PasswordForm
    return kind(found, prefix=_PREFIX)


def proves(request: HttpRequest, form: forms.Form) -> bool:
    """Whether what was given shows that it is the person; if not, the form says why."""
    if not form.is_valid():
        return False
    try:
        if _has_second_factor(request):
            second_factor.verify(_person(request), form.cleaned_data["code"])
            request.session.cycle_key()
        else:
            check_password(request, form.cleaned_data["password"])
    except Invalid as error:
        for field, text in error.fields.items():
            form.add_error(field, text)
        return False
    sessions.prove(request.session)
    return True


def check_password(request: HttpRequest, password: str, *, field: str = "password") -> None:
    """Raise Invalid unless it is the password of whoever is signed in, and while they have to wait
    after wrong ones; `field` is the name of what it was typed into."""
    who = {"username": _person(request).get_username()}
    found = authenticate(request, password=password, **who)
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False  # type: ignore[attr-defined] # it is told here
        raise Invalid(**{field: throttling.told(request, who)})
    if found != request.user:
        raise Invalid(**{field: _("This is not your password.")})
    AxesProxyHandler.get_implementation().reset_user_attempts(request, who)
    update_session_auth_hash(request, found)  # it may be kept in a newer way from now on


def page(
    request: HttpRequest,
    form: forms.Form | None,
    *,
    title: Any,
    about: Any = "",
    button: Any = "",
    back: str = "",
) -> HttpResponse:
    """The page that asks, with what was posted: 403, or 400 when the proof was wrong."""
    context = {
        **admin.site.each_context(request),
        "title": title,
        "button": button or _("Go on"),
        "about": about,
        "lead": _why(request),
        "form": form or _form(request),
        "carried": list(_carried(request)),
        "lost_files": bool(request.FILES),
        "back": back,
    }
    status = 400 if form and form.errors else 403
    return TemplateResponse(request, "accounts/proof.html", context, status=status)


def given(request: HttpRequest) -> forms.Form | None:
    """The proof that came with the request, taken out of it: no other form is to see it."""
    found = {name: request.POST[name] for name in request.POST if name.startswith(f"{_PREFIX}-")}
    if not found:
        return None
    rest = request.POST.copy()
    for name in found:
        del rest[name]
    request.POST = rest  # type: ignore[assignment]
    return _form(request, found)


def _carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if not any(part in name for part in _NOT_CARRIED):
            yield from ((name, str(value)) for value in values)


def _person(request: HttpRequest) -> Any:
    return request.user


def _has_second_factor(request: HttpRequest) -> bool:
    return _person(request).second_factor_since is not None

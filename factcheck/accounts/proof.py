"""A person proves again that it is them: by a code where they have a second factor, else by their
password. Wrong ones count as in signing in. When it is asked for: `asking.py`."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.contrib.auth import authenticate, update_session_auth_hash
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.accounts import second_factor, sessions, throttling
from factcheck.accounts.forms import CodeForm
from factcheck.errors import Invalid

_PREFIX = "proof"


class PasswordForm(forms.Form):
    """The password of somebody who is signed in already."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordAndCodeForm(CodeForm, PasswordForm):
    """Both, of somebody who signs in with both."""


def form_for(person: Any, found: Any = None) -> forms.Form:
    """What this person is asked; `found` is what they answered."""
    kind = CodeForm if _has_second_factor(person) else PasswordForm
    return kind(found, prefix=_PREFIX)


def sign_in_form(person: Any, found: Any = None) -> forms.Form:
    """Everything that this person signs in with, but for the name."""
    kind = PasswordAndCodeForm if _has_second_factor(person) else PasswordForm
    return kind(found, prefix=_PREFIX)


def given(request: HttpRequest) -> forms.Form | None:
    """The proof that came with the request, taken out of it."""
    found = taken(request)
    return form_for(request.user, found) if found else None


def taken(request: HttpRequest) -> dict[str, str] | None:
    """What came with the request as a proof; it is in there no more: no other form is to see it."""
    found = {name: request.POST[name] for name in request.POST if name.startswith(f"{_PREFIX}-")}
    if not found:
        return None
    rest = request.POST.copy()
    for name in found:
        del rest[name]
    request.POST = rest  # type: ignore[assignment]
    return found


def proves(request: HttpRequest, form: forms.Form) -> bool:
    """Whether what was given shows that it is the person; if not, the form says why."""
    if not form.is_valid():
        return False
    person: Any = request.user
    try:
        if _has_second_factor(person):
            second_factor.verify(person, form.cleaned_data["code"])
            request.session.cycle_key()
        else:
            known = check_password(request, person, form.cleaned_data["password"])
            update_session_auth_hash(request, known)  # it may be kept in a newer way from now on
    except Invalid as error:
        for field, text in error.fields.items():
            form.add_error(field, text)
        return False
    sessions.prove(request.session)
    return True


def check_password(request: HttpRequest, person: Any, password: str) -> Any:
    """The person, as they may be signed in. Raises Invalid unless it is their password, and while
    they have to wait after wrong ones."""
    who = {"username": person.get_username()}
    found = authenticate(request, password=password, **who)
    if getattr(request, "axes_locked_out", False):
        request.axes_locked_out = False  # type: ignore[attr-defined] # it is told here
        raise Invalid(password=throttling.told(request, who))
    if found is None or found != person:
        raise Invalid(password=_("This is not your password."))
    AxesProxyHandler.get_implementation().reset_user_attempts(request, who)
    return found


def _has_second_factor(person: Any) -> bool:
    return person.second_factor_since is not None

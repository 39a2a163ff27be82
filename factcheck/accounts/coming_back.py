"""A form that comes after its person's session has ended: after so many hours, or because they were
signed out elsewhere, got another password, lost a role.

In place of the act there is a page that asks for everything that the sign-in asks for, of that
person alone; what was posted is in it, as in `asking.py`, and goes on with them: nothing is stored,
nothing typed is lost, and the verb checks the version that was on the page. Nobody else gets on
with it: who signs in as somebody else does so at the sign-in, and leaves it behind. Other forms
that the person has open go on, too: their token stays (`sessions.begin`).

Where it is not known whose form it was (they signed out themselves, or the browser no longer has
its cookie), nothing is kept; the sign-in says so.
"""

from typing import Any

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from factcheck.accounts import asking, proof, second_factor, sessions
from factcheck.accounts.models import User
from factcheck.errors import Invalid


def before(request: HttpRequest) -> HttpResponse | None:
    """The page that asks whose session ended before this form came; None where there is nothing to
    ask, and where the person signed in with the form just now."""
    if request.method != "POST" or request.user.is_authenticated:
        return None
    if request.path == reverse("admin:logout") or asking.is_by_script(request):
        return None
    person = _whose(request)
    if person is None:
        messages.warning(
            request,
            _("You were not signed in any more: what you sent was not saved. Do it again, please."),
        )
        return None
    if person.language:  # no button of the page leads away from what was typed, to another one
        translation.activate(person.language)
    given = proof.taken(request)
    form = proof.sign_in_form(person, given)
    if given and _signs_in(request, person, form):
        return None
    told = _("The session of %(person)s has ended. Sign in again, and what you sent goes on.")
    return asking.page(
        request,
        form,
        title=_("Sign in again"),
        lead=told % {"person": person},
        person=person,
        elsewhere=True,
    )


def _whose(request: HttpRequest) -> User | None:
    """Who was signed in here last, and may sign in without being led to other pages first."""
    person = User.objects.filter(pk=sessions.ended_of(request.session), is_active=True).first()
    if person and settings.FACTCHECK_REQUIRE_SECOND_FACTOR and not person.second_factor_since:
        return None
    return person


def _signs_in(request: HttpRequest, person: User, form: Any) -> bool:
    """Whether what was given is all that the person signs in with; if not, the form says why."""
    if not form.is_valid():
        return False
    device = None
    try:
        known = proof.check_password(request, person, form.cleaned_data["password"])
        if person.second_factor_since is not None:
            device = second_factor.verify(person, form.cleaned_data["code"])
    except Invalid as error:
        for field, text in error.fields.items():
            form.add_error(field, text)
        return False
    login(request, known)
    if device is not None:
        django_otp.login(request, device)
    return True

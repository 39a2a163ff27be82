"""Asking for another proof, before what speaks to the world or hands out secrets.

It belongs to the desk's door, not to the verbs: a command is given by whoever is on the machine, an
API call carries its key. A view of the desk asks, and goes on when it gets nothing back:

    if request.method == "POST" and (page := asking.before(request, title=_("Publish"))):
        return page

The page is shown in place of the act, at the same address. All that was posted is in it, and is
posted again together with the proof: so nothing is stored meanwhile, nothing typed is lost, and the
version and the digest that the person saw are still those that the verb checks.

No event tells of it: the journal is of what was decided, and the rule itself says how old a proof
may be. Wrong passwords are told with those of the sign-in.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.accounts import proof, sessions

#: Made anew with the page; and what no page shows, not even to whoever has typed it.
_NOT_CARRIED = ("csrfmiddlewaretoken", "password")


def before(
    request: HttpRequest, *, title: Any, about: Any = "", back: str = ""
) -> HttpResponse | None:
    """The page that asks before the act called `title` is done to `about`; None where there is a
    proof that is new enough, or came with this request. `back` leads away from it."""
    form = proof.given(request)
    if sessions.is_proved(request.session) or (form and proof.proves(request, form)):
        return None
    return page(request, form, title=title, about=about, button=title, back=back)


def on_return(request: HttpRequest) -> HttpResponse | None:
    """The same for somebody who posts a form after they were away for long."""
    form = proof.given(request)
    if form and proof.proves(request, form):
        return None
    return page(request, form, title=_("Is it you?"))


def first(request: HttpRequest) -> HttpResponse | None:
    """The same for a page with passwords in its form, which are not carried: on a page before it,
    and for long enough to fill it in."""
    if sessions.is_proved(request.session, for_a_form=True):
        return None
    return HttpResponseRedirect(
        f"{reverse('person:proof')}?{urlencode({'next': request.get_full_path()})}"
    )


def is_by_script(request: HttpRequest) -> bool:
    """Whether a script of the page asks that the person looks at: it can show no other page."""
    return request.headers.get("Sec-Fetch-Dest") == "empty"


def away() -> str:
    return _("Nobody was here for a while. Show that it is you, and you go on where you were.")


def page(
    request: HttpRequest,
    form: forms.Form | None,
    *,
    title: Any,
    about: Any = "",
    button: Any = "",
    back: str = "",
    lead: str = "",
    person: Any = None,
    elsewhere: bool = False,
) -> HttpResponse:
    """The page that asks, with what was posted: 403, or 400 when the proof was wrong.

    `person` is who is asked, where they are not signed in; then `elsewhere` they may sign in as
    somebody else, and leave behind what was posted.
    """
    person = person or request.user
    context = {
        **admin.site.each_context(request),
        "title": title,
        "button": button or _("Go on"),
        "about": about,
        "lead": lead or _why(request),
        "form": form or proof.form_for(person),
        "username": person.get_username(),
        "elsewhere": elsewhere,
        "carried": list(_carried(request)),
        "lost_files": bool(request.FILES),
        "back": back,
    }
    status = 400 if form and form.errors else 403
    return TemplateResponse(request, "accounts/proof.html", context, status=status)


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


def _carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if not any(part in name for part in _NOT_CARRIED):
            yield from ((name, str(value)) for value in values)

"""The second factor's pages: it is asked for when signing in, set up, and replaced."""

from typing import Any

import django_otp
import segno
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import default_key

from factcheck.accounts import asking, sessions
from factcheck.accounts import second_factor as verbs
from factcheck.accounts.forms import CodeForm, ReplaceForm, SetUpForm
from factcheck.accounts.middleware import missing
from factcheck.accounts.pages import following
from factcheck.errors import Invalid

#: Where the session keeps the key of an app until its first code comes.
_KEY = "second_factor_key"


@sensitive_post_parameters()
def code(request: HttpRequest) -> HttpResponse:
    """Ask for a code: the last step of signing in."""
    if not missing(request):
        return HttpResponseRedirect(following(request))
    person: Any = request.user
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            device = verbs.verify(person, form.cleaned_data["code"])
        except Invalid as error:
            _tell(form, error)
        else:
            request.session.cycle_key()
            sessions.prove(request.session)
            django_otp.login(request, device)
            if isinstance(device, StaticDevice):
                _warn(request, verbs.recovery_codes_left(person))
            return HttpResponseRedirect(following(request))
    context = {"title": _("Second factor"), "form": form, "next": following(request)}
    return _page(request, "code", context, status=400 if form.errors else 200)


@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set one up, replace it, or make new recovery codes."""
    person: Any = request.user
    has_one = person.second_factor_since is not None
    if request.method == "POST" and not has_one:  # who has one is asked for a code of it anyway
        own = reverse("person:second_factor")
        if page := asking.before(request, title=_("Set up a second factor"), back=own):
            return page
    wants_codes = has_one and "recovery" in request.POST
    key = request.session.setdefault(_KEY, default_key())
    given = request.POST or None
    codes_form = CodeForm(given if wants_codes else None, prefix="recovery")
    app_form = (ReplaceForm if has_one else SetUpForm)(None if wants_codes else given)
    form: Any = codes_form if wants_codes else app_form
    if request.method == "POST" and form.is_valid():
        try:
            if wants_codes:
                codes = verbs.new_recovery_codes(person, form.cleaned_data["code"])
            else:
                device, codes = verbs.set_up(person, key, **form.cleaned_data)
                del request.session[_KEY]
                update_session_auth_hash(request, person)
                django_otp.login(request, device)
        except Invalid as error:
            _tell(form, error)
        else:
            title = {"title": _("Your recovery codes"), "next": following(request)}
            return _page(request, "recovery_codes", title | {"codes": codes})
    device = verbs.device(person, key)
    context = {
        "title": _("Second factor"),
        "since": person.second_factor_since,
        "codes_left": verbs.recovery_codes_left(person),
        "codes_form": codes_form,
        "app_form": app_form,
        "next": following(request),
        "picture": segno.make(device.config_url).svg_data_uri(scale=5, border=4, light="#fff"),
        "key": _in_groups(device.config_url.partition("secret=")[2].partition("&")[0]),
        "account": person.get_username(),
    }
    return _page(request, "second_factor", context, status=400 if form.errors else 200)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Whoever has to come by here first is shown nothing of the desk around it."""
    context = {
        **admin.site.each_context(request),
        "on_the_way_in": bool(missing(request)),
        **context,
    }
    if context["on_the_way_in"]:
        context |= {"has_permission": False, "is_nav_sidebar_enabled": False, "available_apps": []}
    return TemplateResponse(request, f"accounts/{name}.html", context, status=status)


def _tell(form: Any, error: Invalid) -> None:
    for field, text in error.fields.items():
        form.add_error(field, text)


def _warn(request: HttpRequest, left: int) -> None:
    told = ngettext(
        "You used a recovery code: %(left)s is left.",
        "You used a recovery code: %(left)s are left.",
        left,
    )
    messages.warning(request, told % {"left": left})


def _in_groups(key: str) -> str:
    """Four letters at a time: easier to type."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))

"""A person's own account: name, e-mail, language; and the language of whoever is not yet known."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import construct_change_message
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from factcheck.accounts import actions, second_factor
from factcheck.accounts.forms import ProfileForm
from factcheck.accounts.models import User
from factcheck.accounts.passwords import FirstPasswordForm
from factcheck.desk.comparison import differences


@transaction.atomic
def profile(request: HttpRequest) -> HttpResponse:
    """What the desk knows of the person, for themselves to change. Roles are others' to give."""
    people = User.objects.all()
    if request.method == "POST":  # nobody else changes the person meanwhile
        people = people.select_for_update(no_key=True)
    person: Any = people.get(username=request.user.get_username())
    form: Any = ProfileForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        if form.has_changed():
            message = construct_change_message(form, [], False)
            LogEntry.objects.log_actions(person.pk, [person], CHANGE, message, single_object=True)
        with override(person.language or None):
            messages.success(request, _("Your account is saved."))
        return HttpResponseRedirect(reverse("person:profile"))
    context = {
        **admin.site.each_context(request),
        "title": _("My account"),
        "form": form,
        "roles": [_(name) for name in person.groups.values_list("name", flat=True)],
        "since": person.second_factor_since,
        "codes_left": second_factor.recovery_codes_left(person),
        "differences": differences(form) if form.is_stale else [],
    }
    status = 409 if form.is_stale else 200
    return TemplateResponse(request, "accounts/profile.html", context, status=status)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else; here the person goes on."""
    person: Any = User.objects.get(username=request.user.get_username())
    actions.end_sessions(person, actor=person)
    update_session_auth_hash(request, person)
    messages.success(request, _("You are signed out in all other browsers."))
    return HttpResponseRedirect(reverse("person:profile"))


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages: kept with the person, or in a cookie until they sign in."""
    answer = HttpResponseRedirect(following(request))
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES) or not check_for_language(chosen):
        return answer
    if request.user.is_authenticated:
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def following(request: HttpRequest) -> str:
    """Where the person wanted to go: a page of ours, or home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else reverse("admin:index")


class SetPassword(PasswordResetConfirmView):
    """Where the link leads that a new person gets: they choose their password, once."""

    form_class = FirstPasswordForm
    template_name = "accounts/set_password.html"
    success_url = reverse_lazy("admin:login")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        title = {"title": _("Choose your password")}
        return super().get_context_data(**kwargs) | admin.site.each_context(self.request) | title

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password is set. Sign in with it."))
        return super().form_valid(form)

"""People and their roles. Only administrators give them."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.accounts import actions, asking, second_factor, throttling
from factcheck.accounts.models import User
from factcheck.accounts.passwords import OthersPasswordForm
from factcheck.desk.lists import KnownRows
from factcheck.desk.proving import AsksForProof
from factcheck.desk.unversioned import SeenForm, UnversionedAdmin
from factcheck.errors import DeskError

_SECONDS_A_DAY = 24 * 60 * 60


class PersonForm(SeenForm, UserChangeForm):
    """What is changed of a person. A role that was taken away is not given back by an old page."""


@admin.register(User)
class PersonAdmin(AsksForProof, KnownRows, UnversionedAdmin, UserAdmin):
    form = PersonForm
    change_password_form = OthersPasswordForm
    #: Whoever adds or changes a person gives access; a link to choose a password is a secret.
    proven = ("add", "change")
    proven_actions = ("password_link", "remove_second_factor")
    list_display = (
        "username",
        "first_name",
        "last_name",
        "roles",
        "is_active",
        "has_second_factor",
    )
    list_filter = ("is_active", "is_superuser", "groups")
    actions = ("password_link", "remove_second_factor", "end_sessions", "unlock")
    readonly_fields = ("second_factor_since", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "second_factor_since")}),
        (_("The person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (
            _("What they may do"),
            {"fields": ("groups", "is_active", "is_staff", "is_superuser", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "usable_password", "password1", "password2"),
            },
        ),
        (_("The person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("What they may do"), {"fields": ("groups", "is_staff")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Somebody new is to sign in here."""
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever only looks is shown nothing of a password, not even how it is kept."""
        found: Any = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        hidden = {"password"}
        return [
            (name, options | {"fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in found
        ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever leaves is made inactive: what they did keeps their name."""
        return False

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Asked before the form: a password is not carried from page to page."""
        if page := asking.first(request):
            return page
        return super().user_change_password(request, id, form_url)

    # --- Whoever may do less than before begins anew

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.held = _held(obj) if change else set()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.held - _held(form.instance):
            actions.end_sessions(form.instance, actor=request.user)

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        return ", ".join(gettext(group.name) for group in obj.groups.all())

    @admin.display(description=_("second factor"), boolean=True)
    def has_second_factor(self, obj: User) -> bool:
        return obj.second_factor_since is not None

    @admin.action(description=_("Make a link to choose a password"), permissions=["change"])
    def password_link(self, request: HttpRequest, people: QuerySet[User]) -> None:
        days = settings.PASSWORD_RESET_TIMEOUT // _SECONDS_A_DAY
        for person in people:
            told = ngettext(
                "For %(person)s, once, within %(days)s day: %(link)s",
                "For %(person)s, once, within %(days)s days: %(link)s",
                days,
            )
            facts = {"person": person, "days": days, "link": actions.password_link(person)}
            messages.warning(request, told % facts)

    @admin.action(description=_("Remove the second factor (lost)"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            try:
                second_factor.remove(person, actor=request.user)
            except DeskError as error:
                messages.error(request, str(error))
            else:
                told = _("%(person)s signs in with the password alone until they set up another.")
                messages.success(request, told % {"person": person})

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def end_sessions(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            actions.end_sessions(person, actor=request.user)
            told = _("%(person)s is signed out everywhere.")
            messages.success(request, told % {"person": person})

    @admin.action(description=_("Let in again after wrong passwords"), permissions=["change"])
    def unlock(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            throttling.unlock(person.username)
            told = _("The wrong passwords of %(person)s are forgotten.")
            messages.success(request, told % {"person": person})


def _held(person: Any) -> set[str]:
    """What the person may do, as it is stored."""
    stored = User.objects.get(pk=person.pk)
    return stored.get_all_permissions() | ({"the desk"} if stored.is_staff else set())


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(AsksForProof, KnownRows, UnversionedAdmin, GroupAdmin):
    form = SeenForm
    proven = ("add", "change")


# Their pages would show the secrets: a person sees their own, once, on their own page.
admin.site.unregister([TOTPDevice, StaticDevice])

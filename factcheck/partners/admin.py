"""Partners, their limits and their keys in the admin. A key's secret is shown once, when it is
created."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from factcheck.desk.tracked import TrackedAdmin, TrackedForm
from factcheck.desk.verbs import Button, Pressed, VerbsAdmin
from factcheck.errors import DeskError
from factcheck.partners import actions, charts, home, usage  # noqa: F401 - the home page's panel
from factcheck.partners.models import ApiKey, Partner, Scope
from factcheck.partners.webhooks import admin as webhooks  # noqa: F401 - its own pages

_STYLES = {"all": ("partners/partners.css",)}
#: How many of a partner's keys its page shows: those that live, and then the newest.
_SHOWN = 20


class PartnerForm(TrackedForm):
    website = forms.URLField(label=_("website"), assume_scheme="https", required=False)

    class Meta:
        model = Partner
        fields = ("name", "slug", "contact_email", "website", "active", *actions.LIMITS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in actions.LIMITS:
            if name in self.fields:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """A limit that is left empty stays as it is: the usual one, of a new partner."""
        given = super().clean()
        kept = {name: getattr(self.instance, name) for name in actions.LIMITS}
        return given | {name: kept[name] for name in kept if given.get(name, "") is None}


@admin.register(Partner)
class PartnerAdmin(TrackedAdmin):
    form = PartnerForm
    change_form_template = "partners/partner.html"
    list_display = (
        "name",
        "slug",
        "contact_email",
        "active",
        "requests_per_minute",
        "requests_per_day",
    )
    list_filter = ("active",)
    search_fields = ("name", "slug", "contact_email")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = [
        (None, {"fields": ("name", "slug", "contact_email", "website", "active")}),
        (_("Limits"), {"fields": tuple(actions.LIMITS)}),
    ]

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Partner:
        given = form.cleaned_data
        names = ("name", "slug", "contact_email", "website", *actions.LIMITS)
        facts = {name: given[name] for name in names}
        return actions.create_partner(actor=request.user, **facts)

    def edit(self, request: HttpRequest, obj: Partner, form: Any, formsets: Any) -> Partner:
        given = form.cleaned_data
        changes = {name: given[name] for name in PartnerForm.Meta.fields}
        return actions.change_partner(obj.pk, actor=request.user, seen=given["seen"], **changes)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        found = super().get_fieldsets(request, obj)
        if obj is None:  # a partner begins active
            first = found[0][1]
            first["fields"] = [name for name in first["fields"] if name != "active"]
        return found

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if obj := kwargs.get("obj"):
            keys = usage.with_last_use(obj.keys.live_first().select_related("reading"))[:_SHOWN]
            context |= {
                "charts": charts.of_keys(keys),
                "may_revoke": request.user.has_perm("partners.revoke_apikey"),
                "may_add_key": request.user.has_perm("partners.add_apikey"),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    class Media:
        css = _STYLES


class KeyForm(TrackedForm):
    scopes = forms.MultipleChoiceField(
        label=_("scopes"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.READ],
    )
    days = forms.IntegerField(
        label=_("valid for days"),
        initial=actions.DEFAULT_DAYS,
        min_value=1,
        max_value=actions.LONGEST_DAYS,
    )

    class Meta:
        model = ApiKey
        fields = ("partner", "scopes", "label")


@admin.register(ApiKey)
class ApiKeyAdmin(VerbsAdmin):
    form = KeyForm
    change_form_template = "partners/apikey.html"
    verbs: Mapping[str, Any] = {"revoke": _("Revoke")}
    proven = ("add",)  # the key is shown
    never_asked = ("secret_hash",)
    list_display = ("public_id", "partner", "label", "scopes", "expires_at", "live", "last_used")
    list_select_related = ("partner",)
    autocomplete_fields = ("partner",)
    search_fields = ("=public_id", "partner__name", "label")
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("partner", "scopes", "label", "days")
        dates = ("created_at", "expires_at", "revoked_at", "last_used")
        return ("public_id", "partner", "scopes", "label", *dates)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiKey]:
        return usage.with_last_use(super().get_queryset(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Listed and revoked by those who may, edited by nobody."""
        return obj is None and super().has_change_permission(request)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("partners.revoke_apikey")

    @admin.display(description=_("live"), boolean=True)
    def live(self, obj: ApiKey) -> bool:
        return obj.is_live()

    @admin.display(description=_("last used"), ordering="last_used_at")
    def last_used(self, obj: ApiKey) -> Any:
        last = getattr(obj, "last_used_at", None)
        return date_format(localtime(last), "SHORT_DATETIME_FORMAT") if last else _("never")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if obj := kwargs.get("obj"):
            context["chart"] = charts.of_keys([obj])[0]
        return super().render_change_form(request, context, *args, **kwargs)

    class Media:
        css = _STYLES

    def buttons(self, request: HttpRequest, obj: ApiKey) -> list[Button]:
        if not self.has_revoke_permission(request) or obj.revoked_at:
            return []
        return [Button("revoke", self.verbs["revoke"], asks=("reason",))]

    def questions(self, request: HttpRequest, obj: ApiKey, verb: str) -> dict[str, forms.Field]:
        return {
            "reason": forms.CharField(
                label=_("reason"),
                required=False,
                max_length=500,
                help_text=_("For the journal. The key is refused within 30 s, for good."),
            )
        }

    def do(self, obj: ApiKey, pressed: Pressed) -> None:
        actions.revoke_key(obj.pk, actor=pressed.actor, reason=pressed.answers["reason"])

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> ApiKey:
        given = form.cleaned_data
        key, secret = actions.create_key(
            given["partner"],
            scopes=given["scopes"],
            label=given["label"],
            days=given["days"],
            actor=request.user,
        )
        messages.warning(
            request,
            _("The key, shown this once; give it to the partner over a safe channel: %(key)s")
            % {"key": secret},
        )
        return key

    def response_add(self, request: HttpRequest, obj: ApiKey, *args: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:partners_apikey_changelist"))

    @admin.action(description=_("Revoke the selected keys"), permissions=["revoke"])
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        for key in keys:
            try:
                actions.revoke_key(key.pk, actor=request.user)
            except DeskError as error:
                messages.error(request, str(error))
            else:
                messages.success(
                    request, _("%(key)s is revoked: refused within 30 s.") % {"key": key.public_id}
                )

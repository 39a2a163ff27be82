"""Partners and their keys in the admin. A key's secret is shown once, when it is created."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.desk.tracked import TrackedAdmin, TrackedForm
from factcheck.errors import DeskError
from factcheck.partners import actions
from factcheck.partners.models import ApiKey, Partner, Scope


class PartnerForm(TrackedForm):
    website = forms.URLField(label=_("website"), assume_scheme="https", required=False)

    class Meta:
        model = Partner
        fields = ("name", "slug", "contact_email", "website", "active")


@admin.register(Partner)
class PartnerAdmin(TrackedAdmin):
    form = PartnerForm
    list_display = ("name", "slug", "contact_email", "active")
    list_filter = ("active",)
    search_fields = ("name", "slug", "contact_email")
    prepopulated_fields = {"slug": ("name",)}

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Partner:
        given = form.cleaned_data
        facts = {name: given[name] for name in ("name", "slug", "contact_email", "website")}
        return actions.create_partner(actor=request.user, **facts)

    def edit(self, request: HttpRequest, obj: Partner, form: Any, formsets: Any) -> Partner:
        given = form.cleaned_data
        changes = {name: given[name] for name in PartnerForm.Meta.fields}
        return actions.change_partner(obj.pk, actor=request.user, seen=given["seen"], **changes)

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> Any:
        # A partner begins active.
        return () if obj else ("active",)


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
class ApiKeyAdmin(TrackedAdmin):
    form = KeyForm
    list_display = ("public_id", "partner", "label", "scopes", "expires_at", "live")
    list_select_related = ("partner",)
    list_filter = ("partner",)
    search_fields = ("=public_id", "partner__name", "label")
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("partner", "scopes", "label", "days")
        return ("public_id", "partner", "scopes", "label", "created_at", "expires_at", "revoked_at")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Listed and revoked by those who may, edited by nobody."""
        return obj is None and super().has_change_permission(request)

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("partners.revoke_apikey")

    @admin.display(description=_("live"), boolean=True)
    def live(self, obj: ApiKey) -> bool:
        return obj.is_live()

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

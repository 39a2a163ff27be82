"""Sources in the admin: adding one but once, its archived copy, and withdrawing it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from claims import actions
from claims.actions.sources import AddressKnown
from claims.admin.records import RecordAdmin, address_field
from claims.models import Source
from factcheck.desk.lists import SearchedList
from factcheck.desk.tracked import TrackedForm
from factcheck.desk.verbs import Button, Pressed, VerbsAdmin

_ABOUT = ("title", "kind", "url", "publisher", "published_on", "archived_url")


class SourceForm(TrackedForm):
    url = address_field(_("address"), 2000)
    archived_url = address_field(
        _("archived copy"), 2000, Source._meta.get_field("archived_url").help_text
    )
    another = forms.BooleanField(
        label=_("Mine is another source at the same address"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.refusal, AddressKnown):
            known = self.refusal.known
            address = reverse("admin:claims_source_change", args=[known.pk])
            self.fields["another"].help_text = format_html(
                '{} <a href="{}">{}</a>', _("The one that is there:"), address, known
            )


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("withdrawn")
    parameter_name = "withdrawn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("yes"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.exclude(withdrawn_because="") if self.value() else queryset


@admin.register(Source)
class SourceAdmin(SearchedList, RecordAdmin, VerbsAdmin):
    form = SourceForm
    change_form_template = "claims/source.html"
    list_display = ("title", "kind", "publisher", "published_on", "archived", "sound")
    list_filter = ("kind", ("archived_url", admin.EmptyFieldListFilter), WithdrawnFilter)
    verbs = {"withdraw": _("Withdraw this source"), "restore": _("Restore this source")}

    @admin.display(description=_("archived"), boolean=True)
    def archived(self, obj: Source) -> bool:
        return bool(obj.archived_url)

    @admin.display(description=_("sound"), boolean=True)
    def sound(self, obj: Source) -> bool:
        return not obj.is_withdrawn

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whether it is another one is asked for where the address is known."""
        refused = isinstance(getattr(request, "desk_refusal", None), AddressKnown)
        return (*_ABOUT, "another") if obj is None and refused else _ABOUT

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Source:
        values = {name: form.cleaned_data[name] for name in _ABOUT}
        another = form.cleaned_data["another"]
        return actions.add_source(actor=request.user, another=another, **values)

    # --- Withdrawing

    def buttons(self, request: HttpRequest, obj: Source) -> list[Button]:
        if not request.user.has_perm("claims.withdraw_source"):
            return []
        verb = "restore" if obj.is_withdrawn else "withdraw"
        return [Button(verb, self.verbs[verb], asks=("reason",))]

    def questions(self, request: HttpRequest, obj: Any, verb: str) -> dict[str, forms.Field]:
        return {
            "reason": forms.CharField(
                label=_("reason"),
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("For the desk: why nothing can rest on it any more, or can again."),
            )
        }

    def do(self, obj: Source, pressed: Pressed) -> Source:
        verb = {"withdraw": actions.withdraw_source, "restore": actions.restore_source}
        return verb[pressed.verb](obj.pk, actor=pressed.actor, seen=pressed.seen, **pressed.answers)

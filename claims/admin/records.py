"""Claimants and topics in the admin, and what plain records have in common."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims import actions
from claims.models import Claimant, Topic
from factcheck.desk.lists import SearchedList
from factcheck.desk.tracked import TrackedAdmin, TrackedForm


class RecordAdmin(TrackedAdmin):
    """A plain record: what the form says is what is stored."""

    def _values(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        readonly = self.get_readonly_fields(request, obj)
        names: list[Any] = [n for n in self.get_fields(request, obj) if n not in readonly]
        return {name: form.cleaned_data[name] for name in names}

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Any:
        values = self._values(request, None, form)
        return actions.create_record(self.model, actor=request.user, **values)

    def edit(self, request: HttpRequest, obj: Any, form: Any, formsets: Any) -> Any:
        changes = self._values(request, obj, form)
        seen = form.cleaned_data["seen"]
        return actions.edit_record(
            self.model, obj.pk, actor=request.user, seen=seen, changes=changes
        )


def address_field(label: Any, length: int, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label, assume_scheme="https", required=False, max_length=length, help_text=help_text
    )


class ClaimantForm(TrackedForm):
    same_as = address_field(_("same as"), 500, Claimant._meta.get_field("same_as").help_text)


@admin.register(Claimant)
class ClaimantAdmin(SearchedList, RecordAdmin):
    form = ClaimantForm
    fields = ("name", "kind", "same_as")
    list_display = ("name", "kind", "same_as")
    list_filter = ("kind",)
    sortable_by = ("name",)


@admin.register(Topic)
class TopicAdmin(RecordAdmin):
    fields = ("slug", "name")
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Claims, and partners' filters, refer to it."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else self.prepopulated_fields

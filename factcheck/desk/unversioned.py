"""The admin of rows that have no version of their own, such as people and their groups: a save from
an old page is noticed all the same."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from factcheck.desk import digests
from factcheck.desk.stale import TellsStale


class SeenForm(forms.ModelForm):
    """Carries the digest of what the person saw in it, in place of a version."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [name for name, field in self.fields.items() if not field.disabled]
        self._now = digests.of_row(self.instance, shown) if self.instance.pk else ""
        self.initial["seen"] = self._now

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("seen", "") == self._now:
            return given
        self.is_stale = True
        # Whoever saves again has seen what stands now.
        data: Any = self.data
        self.data = data.copy()
        self.data[self.add_prefix("seen")] = self._now  # type: ignore[index]
        raise ValidationError(
            _(
                "This %(kind)s was changed while you were working on it. Nothing of yours was"
                " saved: look at what it is now, then do it again."
            )
            % {"kind": self.instance._meta.verbose_name},
            code="stale",
        )


class UnversionedAdmin(TellsStale):
    """A part of such an admin, before Django's own. Its `form` is a SeenForm."""

    model: Any
    change_form_template: Any = "desk/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was seen is part of every form that can be saved."""
        given: Any = super().get_fieldsets(request, obj)  # type: ignore[misc]
        if obj is None or not self.has_change_permission(request, obj):  # type: ignore[attr-defined]
            return given
        fieldsets = [(name, dict(options)) for name, options in given]
        first = fieldsets[0][1]
        first["fields"] = [*first["fields"], "seen"]
        return fieldsets

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Two who save at the same moment take turns: the second one reads what the first wrote."""
        parent: Any = super()
        if request.method != "POST" or object_id is None:
            return parent.changeform_view(request, object_id, *args, **kwargs)
        with transaction.atomic():
            rows = self.model._default_manager.select_for_update(no_key=True)
            if object_id.isdecimal():
                rows.filter(pk=object_id).values_list("pk").first()
            return parent.changeform_view(request, object_id, *args, **kwargs)

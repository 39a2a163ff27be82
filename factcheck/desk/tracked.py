"""The admin of tracked rows: every save is a verb, none is lost, and the journal is on the page."""

from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from factcheck.desk import parts, refusals
from factcheck.desk.lists import LongList
from factcheck.desk.stale import TellsStale
from factcheck.desk.widgets import ChoosesRows
from factcheck.errors import DeskError
from factcheck.history import journal
from factcheck.history.models import Tracked

_SHOWN_EVENTS = 15


def with_own_line_ends(given: dict[str, Any]) -> dict[str, Any]:
    """The values with line feeds alone: a browser's text area posts CRLF, whatever was there."""
    return {
        name: value.replace("\r\n", "\n") if isinstance(value, str) else value
        for name, value in given.items()
    }


class TrackedForm(forms.ModelForm):
    """Carries the version that the person saw, so that a save from an old page is noticed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    #: What the verb refused a moment ago; the form is then shown again, with what was typed.
    refusal: DeskError | None = None
    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given.update(with_own_line_ends(given))
        if self.instance.pk and given.get("seen") != self.instance.version:
            self.is_stale = True
            error = journal.stale(self.instance, given.get("seen") or 0)
            # Whoever saves again has seen the version that stands now.
            data: Any = self.data
            self.data = data.copy()
            self.data[self.add_prefix("seen")] = str(self.instance.version)  # type: ignore[index]
            raise ValidationError(str(error), code="stale")
        if self.refusal:
            for name, texts in refusals.by_field(self.refusal, set(self.fields)).items():
                self.add_error(name, texts)
        return given


class TrackedAdmin(TellsStale, ChoosesRows, LongList):
    """Base of the admin of a tracked model. Rows are never deleted, and saved by `create`, `edit`.

    A refusal is told on the page, with everything that was typed still in it.
    """

    form = TrackedForm
    change_form_template = "desk/change_form.html"

    def create(self, request: HttpRequest, form: Any, formsets: list[BaseInlineFormSet]) -> Tracked:
        """Store what a valid add form says, by an action."""
        raise NotImplementedError

    def edit(
        self, request: HttpRequest, obj: Any, form: Any, formsets: list[BaseInlineFormSet]
    ) -> Tracked:
        """Change `obj` to what a valid form says, by an action; `form.cleaned_data["seen"]` is the
        version that the person saw."""
        raise NotImplementedError

    # --- Saving goes through the two above, and through nothing else

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Nothing yet: a row and what belongs to it are saved together, in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if change:
            self.edit(request, form.instance, form, formsets)
        else:
            form.instance.pk = self.create(request, form, formsets).pk

    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        """Nothing: the journal says what changed."""
        return []

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing besides the journal, which the verbs write."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing besides the journal, which the verbs write."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- A refusal shows the form again

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "desk_refusal", None)})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The carried version is part of every form that can be saved."""
        given: Any = super().get_fieldsets(request, obj)
        fieldsets = [(name, dict(options)) for name, options in given]
        if obj is not None and self.has_change_permission(request, obj):
            first = fieldsets[0][1]
            if "seen" not in first["fields"]:
                first["fields"] = [*first["fields"], "seen"]
        return fieldsets

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DeskError as error:
            request.desk_refusal = error  # type: ignore[attr-defined]
            answer = super().changeform_view(request, object_id, form_url, extra_context)
            if answer.status_code == 200:
                answer.status_code = refusals.status(error)
            return answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        context["events"] = self._events(obj)[:_SHOWN_EVENTS] if obj else []
        return super().render_change_form(request, context, *args, **kwargs)

    def get_inline_formsets(
        self, request: HttpRequest, formsets: Any, inlines: Any, obj: Any = None
    ) -> Any:
        """Whoever comes too late finds the parts that are there now, with what they typed."""
        if obj is not None and request.method == "POST" and _is_late(request, obj):
            formsets = [parts.as_they_stand(formset) for formset in formsets]
        return super().get_inline_formsets(request, formsets, inlines, obj)

    # --- The journal

    def _events(self, obj: Tracked) -> Any:
        return journal.events_of(obj).select_related("actor").order_by("-version")

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The whole journal of the row, in place of Django's own log."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied  # before the row is looked for: none is told to exist
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(thing)s") % {"thing": obj},
            "events": self._events(obj),
            "object": obj,
            "opts": self.opts,
        }
        return TemplateResponse(request, "desk/history.html", context)


def _is_late(request: HttpRequest, obj: Tracked) -> bool:
    return request.POST.get("seen") != str(obj.version)

"""Verbs as buttons on a row's page, each with the form that it needs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from factcheck.accounts import asking
from factcheck.desk import refusals
from factcheck.desk.proving import AsksForProof
from factcheck.desk.tracked import TrackedAdmin, with_own_line_ends
from factcheck.errors import DeskError
from factcheck.history.models import Tracked


@dataclass(frozen=True, slots=True)
class Button:
    """A verb that is offered. `refusal` says why this person may not press it, or is empty.

    `asks` names the fields of its form; without any, pressing it is enough. `about` are the rows
    that the refusal names.
    """

    verb: str
    label: Any
    asks: tuple[str, ...] = ()
    refusal: str = ""
    about: Sequence[Any] = ()


class VerbForm(forms.Form):
    """What a verb asks for. The fields come from its admin's `questions`."""

    def __init__(self, fields: dict[str, forms.Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(fields)

    def clean(self) -> dict[str, Any]:
        return with_own_line_ends(super().clean() or self.cleaned_data)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A verb that a person does: what they answered, and what their page carried.

    `tell` shows them what the verb has made for them alone.
    """

    verb: str
    actor: Any
    seen: int | None
    answers: dict[str, Any] = field(default_factory=dict)
    carried: dict[str, str] = field(default_factory=dict)
    tell: Callable[[str], None] = lambda text: None


class VerbsAdmin(AsksForProof, TrackedAdmin):
    """A tracked row whose state moves by verbs: draws the buttons, and does what is pressed."""

    #: Every verb that may be pressed here, and its label.
    verbs: Mapping[str, Any] = {}

    def buttons(self, request: HttpRequest, obj: Any) -> list[Button]:
        """What this person is offered now."""
        raise NotImplementedError

    def questions(self, request: HttpRequest, obj: Any, verb: str) -> dict[str, forms.Field]:
        """The form fields of what the verb asks for."""
        return {}

    def carried(self, obj: Any) -> dict[str, str]:
        """What the page tells the verb about what the person saw, besides the version."""
        return {}

    def do(self, obj: Any, pressed: Pressed) -> Tracked | None:
        """Do it, by an action. Returns the row to go on with: None for the same one."""
        raise NotImplementedError

    def done(self, obj: Any, verb: str) -> str:
        """What the person is told afterwards."""
        return _("Done: %(label)s.") % {"label": self.verbs[verb]}

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.verb_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        return [path("<int:object_id>/do/<slug:verb>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj:
            context |= {
                "buttons": self.buttons(request, obj),
                "carried": {"seen": obj.version, **self.carried(obj)},
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def verb_view(self, request: HttpRequest, object_id: int, verb: str) -> HttpResponse:
        """Ask what the verb needs to know, then do it."""
        obj = self.get_object(request, str(object_id))
        if obj is None or not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied  # the same for both: no row is told to exist
        if verb not in self.verbs:
            raise Http404
        questions = self.questions(request, obj, verb)
        form = VerbForm(questions, request.POST or None)
        if request.method != "POST":
            return self._page(request, obj, verb, form)
        if questions and not form.is_valid():
            return self._page(request, obj, verb, form, status=400)
        if verb in self.proven and (page := self._proof(request, obj, verb)):
            return page
        try:
            following = self.do(obj, self._pressed(request, verb, form if questions else None))
        except DeskError as error:
            return self._refused(request, obj, verb, form, error)
        messages.success(request, self.done(obj, verb))
        return HttpResponseRedirect(self._address(following or obj))

    def _proof(self, request: HttpRequest, obj: Any, verb: str) -> HttpResponse | None:
        return asking.before(
            request, title=self.verbs[verb], about=str(obj), back=self._address(obj)
        )

    def _pressed(self, request: HttpRequest, verb: str, form: VerbForm | None) -> Pressed:
        seen = request.POST.get("seen", "")
        return Pressed(
            verb=verb,
            actor=request.user,
            seen=int(seen) if seen.isdecimal() else None,
            answers=form.cleaned_data if form else {},
            carried={name: str(value) for name, value in request.POST.items()},
            tell=lambda text: messages.warning(request, text),
        )

    def _refused(
        self, request: HttpRequest, obj: Any, verb: str, form: VerbForm, error: DeskError
    ) -> HttpResponse:
        told = refusals.by_field(error, set(form.fields))
        for name in [name for name in told if name]:
            form.add_error(name, told[name])
        return self._page(
            request, obj, verb, form,
            errors=told.get(None, []), about=refusals.about(error), status=refusals.status(error),
        )  # fmt: skip

    def _page(
        self,
        request: HttpRequest,
        obj: Any,
        verb: str,
        form: VerbForm,
        *,
        errors: list[str] | None = None,
        about: Sequence[Any] = (),
        status: int = 200,
    ) -> HttpResponse:
        # Told that it changed, a person who answers again answers to what stands now.
        seen = obj.version if errors else request.POST.get("seen") or request.GET.get("seen")
        context = {
            **self.admin_site.each_context(request),
            "title": self.verbs[verb],
            "subtitle": str(obj),
            "opts": self.opts,
            "object": obj,
            "form": form,
            "errors": errors or [],
            "about": about,
            "can_press": bool(form.fields) or not errors,
            "carried": {**self.carried(obj), "seen": seen or obj.version},
            "back": self._address(obj),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "desk/verb.html", context, status=status)

    def _address(self, obj: Tracked) -> str:
        return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])

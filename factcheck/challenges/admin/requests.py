"""A correction request's page: what is said to be wrong, beside what we published; and its list."""

from typing import Any

import orjson
from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from factcheck.challenges import actions, policies
from factcheck.challenges.admin.queues import ChallengeQueueFilter
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import CHALLENGE
from factcheck.desk.lists import SearchedList
from factcheck.desk.tracked import TrackedForm
from factcheck.desk.verbs import Button, Pressed, VerbsAdmin
from factcheck.publications.models import Publication

_DO: dict[str, Any] = {
    "accept": actions.accept,
    "decline": actions.decline,
    "mark_duplicate": actions.mark_duplicate,
    "discard": actions.discard,
    "correct": actions.correct,
    "reconsider": actions.reconsider,
}
#: So many other requests about the same verdict are shown.
_OTHERS = 20


class RequestForm(TrackedForm):
    """Noting what somebody told the desk by letter or by telephone."""

    verdict = forms.UUIDField(
        label=_("verdict"), help_text=_("The verdict's id: it is in the address of its page.")
    )
    addresses = forms.CharField(
        label=_("addresses that show it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("One on each line."),
    )

    class Meta:
        model = CorrectionRequest
        fields = ("verdict", "message", "name", "email")


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(SearchedList, VerbsAdmin):
    form = RequestForm
    change_form_template = "challenges/correctionrequest.html"
    list_display = ("headline", "status", "origin", "partner", "due_at", "decided_by")
    list_filter = (ChallengeQueueFilter, "status", "origin")
    list_select_related = ("partner", "decided_by")
    ordering = ("-id",)
    fields = ("verdict", "message", "addresses", "name", "email")
    verbs = {t.verb: t.label for t in CHALLENGE.transitions if t.button}
    proven = CHALLENGE.proven()

    def get_queryset(self, request: HttpRequest) -> QuerySet[CorrectionRequest]:
        rows = super().get_queryset(request).defer("words")
        match = request.resolver_match
        is_one = match and match.kwargs.get("object_id")
        return rows.select_related("publication", "outcome", "decided_by") if is_one else rows

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What somebody said is never edited; it is decided."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The page shows it all by itself."""
        return self.fields if obj is None else ()

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> CorrectionRequest:
        given = form.cleaned_data
        received = actions.receive(
            given["verdict"],
            actor=request.user,
            message=given["message"],
            evidence=given["addresses"].splitlines(),
            name=given["name"],
            email=given["email"],
        )
        return received.request

    # --- Deciding

    def buttons(self, request: HttpRequest, obj: CorrectionRequest) -> list[Button]:
        return [
            Button(each.transition.verb, each.transition.label, each.transition.asks, each.refusal)
            for each in policies.possible(obj, request.user)
        ]

    def questions(self, request: HttpRequest, obj: Any, verb: str) -> dict[str, forms.Field]:
        return {name: _question(name, obj, verb) for name in CHALLENGE[verb].asks}

    def do(self, obj: CorrectionRequest, pressed: Pressed) -> CorrectionRequest:
        answers = {
            name: value.pk if hasattr(value, "pk") else value
            for name, value in pressed.answers.items()
        }
        return _DO[pressed.verb](obj.pk, actor=pressed.actor, seen=pressed.seen, **answers)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if obj := kwargs.get("obj"):
            said = policies.versions_in_question(obj)
            context |= {
                "document": _document(obj),
                "later": [version for version in said if version.pk != obj.publication_id],
                "others": others(obj).order_by("-pk")[:_OTHERS],
            }
        return super().render_change_form(request, context, *args, **kwargs)


def others(request: CorrectionRequest) -> QuerySet[CorrectionRequest]:
    """The other requests about the same verdict."""
    return CorrectionRequest.objects.filter(verdict=request.verdict).exclude(pk=request.pk)


def _document(request: CorrectionRequest) -> dict[str, Any]:
    """What we said, in the version that is challenged."""
    said: dict[str, Any] = orjson.loads(bytes(request.publication.body))
    return said


class _Versions(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return _("Version %(version)s: %(note)s") % {
            "version": obj.version,
            "note": obj.correction_note or obj.withdrawal_reason,
        }


class _Requests(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"#{obj.pk} ({obj.get_status_display()}): {obj.message[:100]}"


def _question(name: str, request: CorrectionRequest, verb: str) -> forms.Field:
    if name == "outcome":
        versions: QuerySet[Publication] = policies.later_versions(request)
        return _Versions(versions, label=_("version"), empty_label=None)
    if name == "duplicate_of":
        return _Requests(
            others(request).order_by("pk"), label=_("duplicate of"), help_text=_("Of this verdict.")
        )
    if name == "answer":
        return forms.CharField(
            label=_("answer"),
            widget=forms.Textarea(attrs={"rows": 5}),
            required=verb == "decline",
            initial=request.answer,
            help_text=_("Whoever asked reads it."),
        )
    return forms.CharField(
        label=_("reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the desk alone."),
    )

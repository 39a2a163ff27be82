"""Claims in the admin: triage, by buttons that the workflow's table draws."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from claims import actions
from claims.admin import duplicates
from claims.admin.bulk import BulkTriage
from claims.admin.filters import LanguageFilter
from claims.admin.places import places_of, shown
from claims.admin.queues import ClaimQueueFilter
from claims.admin.triage.reasons import told
from claims.models import Anchor, Appearance, Claim, Topic
from claims.workflow import DISMISSALS, TRIAGE, State
from factcheck.desk.lists import SearchedList
from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.desk.tracked import TrackedForm
from factcheck.desk.verbs import Button, Pressed, VerbsAdmin
from factcheck.desk.widgets import RowSelect

_DO: dict[str, Any] = {
    "accept": actions.accept,
    "dismiss": actions.dismiss,
    "merge": actions.merge,
    "restore": actions.restore,
}


class ClaimForm(TrackedForm):
    topics = forms.MultipleChoiceField(label=_("topics"), required=False)

    class Meta:
        model = Claim
        fields = actions.EDITABLE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "topics" in self.fields:
            topics: Any = self.fields["topics"]
            topics.choices = [(topic.slug, topic.name) for topic in Topic.objects.all()]


@admin.register(Claim)
class ClaimAdmin(BulkTriage, SearchedList, VerbsAdmin):
    form = ClaimForm
    change_form_template = "claims/claim.html"
    list_display = ("text", "status", "worth", "claimant", "language", "created_at")
    list_filter = (ClaimQueueFilter, "status", LanguageFilter)
    list_select_related = ("claimant",)
    sortable_by = ("worth",)
    autocomplete_fields = ("claimant",)
    ordering = ("-id",)
    fields = actions.EDITABLE
    verbs = {t.verb: t.label for t in TRIAGE.transitions if t.button}

    @admin.display(description=_("worth checking"), ordering="score")
    def worth(self, obj: Claim) -> str:
        return "" if obj.score is None else f"{obj.score:.0%}"

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A claim is suggested at the words of an article, on the article's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What cannot be edited any more is shown; a save that comes too late is told why."""
        allowed = super().has_change_permission(request, obj)
        if obj is None or request.method == "POST":
            return allowed
        return allowed and obj.status in TRIAGE["edit"].sources

    def edit(self, request: HttpRequest, obj: Claim, form: Any, formsets: Any) -> Claim:
        given = form.cleaned_data
        changes = {name: given[name] for name in actions.EDITABLE}
        return actions.edit(obj.pk, actor=request.user, seen=given["seen"], changes=changes)

    # --- Triage

    def buttons(self, request: HttpRequest, obj: Claim) -> list[Button]:
        return [
            Button(transition.verb, transition.label, transition.asks)
            for transition in TRIAGE.leaving(obj.status)
            if transition.button and request.user.has_perm(transition.permission)
        ]

    def questions(self, request: HttpRequest, obj: Any, verb: str) -> dict[str, forms.Field]:
        return {name: self._question(name, verb) for name in TRIAGE[verb].asks}

    def _question(self, name: str, verb: str) -> forms.Field:
        if name == "dismissal":
            return forms.ChoiceField(label=_("why"), choices=list(DISMISSALS.items()))
        if name == "into":
            return forms.ModelChoiceField(
                Claim.objects.filter(status__in=(State.SUGGESTED, State.ACCEPTED)),
                label=_("into"),
                widget=RowSelect(Claim._meta.get_field("merged_into"), self.admin_site),
                help_text=_("The claim that says the same: it takes over the appearances."),
            )
        return forms.CharField(
            label=_("in words"), widget=forms.Textarea(attrs={"rows": 3}), required=False
        )

    def do(self, obj: Claim, pressed: Pressed) -> Any:
        answers = dict(pressed.answers)
        if "into" in answers:
            answers["into"] = answers["into"].pk
        done = _DO[pressed.verb](obj.pk, actor=pressed.actor, seen=pressed.seen, **answers)
        return done.merged_into or done  # work goes on with the claim that took over

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj:
            context["places"] = shown(places_of(obj))
            context["reasons"] = told(obj.reasons)
            may_merge = request.user.has_perm(TRIAGE["merge"].permission)
            context |= duplicates.context(obj, may_merge=may_merge)
        return super().render_change_form(request, context, *args, **kwargs)


@admin.register(Appearance)
class AppearanceAdmin(ReadOnlyAdmin):
    list_display = ("claim", "snapshot", "start", "end")
    list_select_related = ("claim", "snapshot__article")
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Appearance]:
        return super().get_queryset(request).defer("snapshot__raw", "snapshot__text")


@admin.register(Anchor)
class AnchorAdmin(ReadOnlyAdmin):
    list_display = ("appearance", "snapshot", "kind", "start", "end", "waiting_since")
    list_select_related = ("appearance__snapshot__article", "snapshot__article")
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Anchor]:
        texts = ("snapshot", "appearance__snapshot")
        heavy = [f"{text}__{column}" for text in texts for column in ("raw", "text")]
        return super().get_queryset(request).defer(*heavy)

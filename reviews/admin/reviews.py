"""A claim's review in the admin: the work, the checklist, and what can be done next."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from factcheck.desk.parts import PartForm
from factcheck.desk.tracked import TrackedForm, with_own_line_ends
from factcheck.desk.verbs import Button, Pressed
from factcheck.desk.widgets import ChoosesRows
from reviews import actions, document, policies
from reviews.actions import EvidenceItem
from reviews.actions.editing import FIELDS
from reviews.admin import comments, page
from reviews.admin.bulk import BulkReviews
from reviews.admin.changes import ComparesVersions
from reviews.admin.leases import held
from reviews.admin.lists import ReviewList
from reviews.admin.next import TakesNext
from reviews.admin.previewing import Previews
from reviews.admin.questions import question
from reviews.admin.working import WorksLive
from reviews.models import ClaimReview, Evidence, Rating
from reviews.models.review import INTERNAL
from reviews.workflow import REVIEW, State

_DO = {
    "take": actions.take,
    "give": actions.give,
    "release": actions.release,
    "take_over": actions.take_over,
    "submit": actions.submit,
    "recall": actions.recall,
    "approve": actions.approve,
    "request_changes": actions.request_changes,
    "schedule": actions.schedule,
    "unschedule": actions.unschedule,
    "note": actions.note,
    "publish": actions.publish,
    "revise": actions.revise,
    "propose_withdrawal": actions.propose_withdrawal,
    "decline_withdrawal": actions.decline_withdrawal,
    "withdraw": actions.withdraw,
    "abandon": actions.abandon,
    "reopen": actions.reopen,
}
#: What is done on the page without moving the review on.
_TALK = {"comment": _("Comment"), "retract": pgettext_lazy("a comment", "Take back")}


class ReviewForm(TrackedForm):
    class Meta:
        model = ClaimReview
        fields = FIELDS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rating" in self.fields:
            ratings: Any = self.fields["rating"]
            primary = self.instance.language.split("-")[0]
            ratings.queryset = Rating.objects.select_related("scale").filter(
                scale__language__startswith=primary
            )


#: Pieces of evidence that can be added up to in the form.
MOST_EVIDENCE = 100


class EvidenceForm(PartForm):
    def clean(self) -> dict[str, Any]:
        return with_own_line_ends(super().clean() or self.cleaned_data)


class EvidenceInline(ChoosesRows, admin.StackedInline):
    model = Evidence
    form = EvidenceForm
    fields = (("source", "stance"), "quote", "locator", "note", "was")
    autocomplete_fields = ("source",)
    extra = 0
    max_num = MOST_EVIDENCE
    verbose_name_plural = _("evidence")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """A page says itself how many forms it has: a thousand more would take it a minute."""
        most = {"absolute_max": 2 * MOST_EVIDENCE}
        return super().get_formset(request, obj, **kwargs | most)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """The first piece can be written without a script."""
        return 0 if obj is None or obj.evidence.exists() else 1

    def _may(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and _may_edit(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)


def _may_edit(request: HttpRequest, obj: ClaimReview) -> bool:
    """A page that cannot be saved is shown without a form. A save that comes too late, because the
    review has moved on since, is let in, for the verb to say why with everything typed kept."""
    if request.method == "POST":
        return request.user.has_perm(REVIEW["edit"].permission)
    return policies.is_editable(obj, request.user)


@admin.register(ClaimReview)
class ClaimReviewAdmin(TakesNext, ComparesVersions, Previews, WorksLive, ReviewList, BulkReviews):
    form = ReviewForm
    change_form_template = "reviews/claimreview.html"
    inlines = (EvidenceInline,)
    list_display = ("__str__", "status", "rating", held, "revision", "language", "updated_at")
    ordering = ("-id",)
    verbs = {t.verb: t.label for t in REVIEW.transitions if t.button} | _TALK
    proven = REVIEW.proven()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The note to the public is asked for when there is something to correct."""
        return [name for name in FIELDS if name != "correction_note" or (obj and obj.revision > 1)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What the public will read, and what is for the desk alone."""
        [(_name, options)] = super().get_fieldsets(request, obj)
        names = options["fields"]
        return [
            (_("The verdict"), {"fields": [name for name in names if name not in INTERNAL]}),
            (_("For the desk alone"), {"fields": [name for name in names if name in INTERNAL]}),
        ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accepting a claim opens its review."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return request.user.has_perm(REVIEW["edit"].permission)
        return _may_edit(request, obj)

    def edit(
        self, request: HttpRequest, obj: Any, form: Any, formsets: list[BaseInlineFormSet]
    ) -> ClaimReview:
        given = form.cleaned_data
        return actions.edit(
            obj.pk,
            actor=request.user,
            seen=given["seen"],
            changes={name: given[name] for name in self.get_fields(request, obj)},
            evidence=[item for formset in formsets for item in _evidence(formset)],
        )

    # --- Verbs

    def buttons(self, request: HttpRequest, obj: ClaimReview) -> list[Button]:
        return [
            Button(
                item.transition.verb,
                item.transition.label,
                item.transition.asks,
                item.refusal,
                item.about,
            )
            for item in policies.possible(obj, request.user)
        ]

    def questions(self, request: HttpRequest, obj: ClaimReview, verb: str) -> dict[str, Any]:
        if verb in _TALK:
            return comments.question() if verb == "comment" else {}
        return {name: question(name, obj, self.admin_site) for name in REVIEW[verb].asks}

    def carried(self, obj: ClaimReview) -> dict[str, str]:
        """Whoever approves, approves the content that was on the page."""
        if obj.status != State.SUBMITTED or obj.rating is None:
            return {}
        return {"digest": document.verdict(obj).digest()}

    def do(self, obj: ClaimReview, pressed: Pressed) -> ClaimReview:
        if pressed.verb in _TALK:
            return self._talk(obj, pressed)
        answers = dict(pressed.answers)
        if pressed.verb == "approve":
            answers["digest"] = pressed.carried.get("digest", "")
        if answers.get("successor"):
            answers["successor"] = answers["successor"].uid
        verb: Any = _DO[pressed.verb]
        return verb(obj.pk, actor=pressed.actor, seen=pressed.seen, **answers)

    def _talk(self, obj: ClaimReview, pressed: Pressed) -> ClaimReview:
        if pressed.verb == "comment":
            actions.comment(obj.pk, actor=pressed.actor, text=pressed.answers["text"])
        else:
            said = pressed.carried.get("comment", "")
            actions.retract(int(said) if said.isdecimal() else 0, actor=pressed.actor)
        return obj

    # --- The page

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClaimReview]:
        return super().get_queryset(request).select_related("claim__claimant", "holder", "rating")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj:
            context |= page.context(obj.pk, request.user)
        return super().render_change_form(request, context, *args, **kwargs)


def _evidence(formset: BaseInlineFormSet) -> list[EvidenceItem]:
    """The list as the person left it, in the page's order."""
    gone = set(formset.deleted_forms)
    return [
        EvidenceItem(
            id=form.instance.pk,
            **{name: form.cleaned_data[name] for name in _PARTS},
        )
        for form in formset.forms
        if form not in gone and (form.instance.pk or form.has_changed())
    ]


_PARTS = ("source", "stance", "quote", "locator", "note")

"""Rating scales in the admin: a scale with its ratings, saved as one."""

from typing import Any

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from factcheck.desk.parts import PartForm
from factcheck.desk.tracked import TrackedAdmin
from reviews import actions
from reviews.actions.rating_scales import RatingStep
from reviews.models import Rating, RatingScale

_ABOUT = ("slug", "name", "language", "best", "worst")
_PARTS = ("code", "label", "value", "canonical")


class RatingInline(admin.TabularInline):
    model = Rating
    form = PartForm
    fields = (*_PARTS, "was")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("reviews.change_ratingscale")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("reviews.change_ratingscale")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("reviews.change_ratingscale")


@admin.register(RatingScale)
class RatingScaleAdmin(TrackedAdmin):
    inlines = (RatingInline,)
    fields = _ABOUT
    list_display = ("name", "slug", "language", "worst", "best")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is published names the scale by its short name."""
        return ("slug",) if obj else ()

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> RatingScale:
        values = {name: form.cleaned_data[name] for name in _ABOUT}
        return actions.create_scale(actor=request.user, ratings=_steps(formsets), **values)

    def edit(self, request: HttpRequest, obj: Any, form: Any, formsets: Any) -> RatingScale:
        return actions.edit_scale(
            obj.pk,
            actor=request.user,
            seen=form.cleaned_data["seen"],
            changes={name: form.cleaned_data[name] for name in _ABOUT[1:]},
            ratings=_steps(formsets),
        )


def _steps(formsets: list[BaseInlineFormSet]) -> list[RatingStep]:
    return [
        RatingStep(
            id=form.instance.pk,
            **{name: form.cleaned_data[name] for name in _PARTS},
        )
        for formset in formsets
        for form in formset.forms
        if form not in formset.deleted_forms and (form.instance.pk or form.has_changed())
    ]

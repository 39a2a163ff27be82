"""What a review's verbs ask a person for: one form field for each name in the workflow's table."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.desk.widgets import RowSelect
from reviews.models import ClaimReview, Evidence
from reviews.workflow import REVIEW


def question(name: str, review: ClaimReview, site: Any) -> forms.Field:
    """The field for this name. Raises KeyError for a name that nobody knows how to ask."""
    return _QUESTIONS[name](review, site)


def _claimant_contacted(review: ClaimReview, site: Any) -> forms.Field:
    return forms.BooleanField(
        label=_("claimant contacted"), required=False, initial=review.claimant_contacted
    )


def _notes(review: ClaimReview, site: Any) -> forms.Field:
    return forms.CharField(
        label=_("internal notes"),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        initial=review.notes,
        help_text=_("Never published. Changing them leaves an approval as it is."),
    )


def _reason(review: ClaimReview, site: Any) -> forms.Field:
    return forms.CharField(label=_("reason"), widget=forms.Textarea(attrs={"rows": 3}))


def _public_reason(review: ClaimReview, site: Any) -> forms.Field:
    return forms.CharField(
        label=_("reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public will read it."),
    )


def _person(review: ClaimReview, site: Any) -> forms.Field:
    return forms.ModelChoiceField(_reviewers(), label=_("person"))


def _publish_at(review: ClaimReview, site: Any) -> forms.Field:
    field = forms.SplitDateTimeField(
        label=_("publish at"),
        widget=AdminSplitDateTime,
        initial=review.publish_at,
        help_text=_("In the desk’s time zone, %(zone)s. Any edit until then makes the time void.")
        % {"zone": timezone.get_current_timezone_name()},
    )
    for part, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
        part.attrs["aria-label"] = name
    return field


def _successor(review: ClaimReview, site: Any) -> forms.Field:
    return forms.ModelChoiceField(
        ClaimReview.objects.filter(is_public=True).exclude(pk=review.pk),
        label=_("successor"),
        required=False,
        # Any field that refers to reviews tells the widget where to look them up.
        widget=RowSelect(Evidence._meta.get_field("review"), site),
        help_text=_("The published verdict that replaces this one, if there is one."),
        error_messages={
            "invalid_choice": _("The successor must be another verdict that is published.")
        },
    )


def _reviewers() -> QuerySet[Any]:
    app, codename = REVIEW["edit"].permission.split(".")
    return (
        get_user_model()
        .objects.filter(
            is_active=True,
            groups__permissions__codename=codename,
            groups__permissions__content_type__app_label=app,
        )
        .distinct()
        .order_by("username")
    )


_QUESTIONS = {
    "claimant_contacted": _claimant_contacted,
    "notes": _notes,
    "reason": _reason,
    "public_reason": _public_reason,
    "person": _person,
    "publish_at": _publish_at,
    "successor": _successor,
}

"""What a review's page does while somebody works on it: the checklist as they type, the lease."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from factcheck.desk import refusals
from factcheck.errors import DeskError
from reviews import actions, gate
from reviews.admin.page import checked
from reviews.models import ClaimReview, Evidence


class WorksLive:
    """Two small addresses that the page's scripts post to; a part of the review's admin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        check = self.admin_site.admin_view(require_POST(self.check_view))
        renew = self.admin_site.admin_view(require_POST(self.renew_view))
        return [
            path("<int:object_id>/check/", check, name=f"{name}_check"),
            path("<int:object_id>/renew/", renew, name=f"{name}_renew"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def check_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The checklist for the form as it is, saved or not. Nothing is stored."""
        review = self._review(request, object_id)
        evidence = self._typed(request, review)
        context = checked(gate.checklist(review, evidence)) | {"is_form": True}
        return TemplateResponse(request, "reviews/checklist.html", context)

    def renew_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Renew the lease because its holder types."""
        self._review(request, object_id)
        try:
            review = actions.renew(object_id, actor=request.user)
        except DeskError as error:
            return JsonResponse({"detail": str(error)}, status=refusals.status(error))
        text = date_format(timezone.localtime(review.lease_until), "SHORT_DATETIME_FORMAT")
        return JsonResponse({"until": review.lease_until, "text": text})

    def _review(self, request: HttpRequest, object_id: int) -> ClaimReview:
        admin: Any = self
        review = admin.get_object(request, str(object_id))
        if review is None or not admin.has_change_permission(request, review):
            raise PermissionDenied
        return review

    def _typed(self, request: HttpRequest, review: ClaimReview) -> list[Evidence]:
        """Put what was typed into the review, which is not saved; its evidence as it would be.
        A piece that is not valid yet counts as not there; a field, as it was."""
        admin: Any = self
        form = admin.get_form(request, review, change=True)(request.POST, instance=review)
        form.full_clean()
        formsets, _inlines = admin._create_formsets(request, form.instance, change=True)
        return [
            each.instance
            for formset in formsets
            for each in formset.forms
            if each.is_valid() and each.instance.source_id and not _is_gone(each)
        ]


def _is_gone(form: Any) -> bool:
    return bool(form.cleaned_data.get("DELETE"))

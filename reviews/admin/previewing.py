"""What partners and readers would see if a review were published now; for the desk alone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from factcheck.errors import Blocked
from factcheck.publications import record
from factcheck.publications.rendering import verdict
from reviews import document


class Previews:
    """The page and the document as drafts; a part of the review's admin.

    The admin's own wrapper asks for a login and forbids caches; search engines are told, too.
    """

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        page = self.admin_site.admin_view(require_safe(self.preview_view))
        json = self.admin_site.admin_view(require_safe(self.preview_json_view))
        return [
            path("<int:object_id>/preview/", page, name=f"{name}_preview"),
            path("<int:object_id>/preview.json", json, name=f"{name}_preview_json"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        draft = self._draft(request, object_id)
        if isinstance(draft, HttpResponse):
            return draft
        return _hidden(HttpResponse(verdict.page(draft, [], preview=True)))

    def preview_json_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        draft = self._draft(request, object_id)
        if isinstance(draft, HttpResponse):
            return draft
        options = {"indent": 2, "ensure_ascii": False}
        return _hidden(JsonResponse(draft, json_dumps_params=options))

    def _draft(self, request: HttpRequest, object_id: int) -> dict[str, Any] | HttpResponse:
        """The document, or the way back to the page where it is told why there is none."""
        admin: Any = self
        review = admin.get_object(request, str(object_id))
        if review is None or not admin.has_view_or_change_permission(request, review):
            raise PermissionDenied
        try:
            verdict = document.verdict(review)
        except Blocked as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(
                reverse("admin:reviews_claimreview_change", args=[review.pk])
            )
        return record.draft(verdict, id=review.uid, claim_id=review.claim.uid)


def _hidden(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response

"""Comparing two contents of a review on a page: what was approved, what was published, what is."""

from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from factcheck.errors import Blocked
from factcheck.history import journal
from factcheck.publications.rendering import changes
from reviews import document
from reviews.models import Approval, ClaimReview
from reviews.workflow import REVIEW

NOW = "now"
#: So many of the newest approvals can be chosen.
_VERSIONS = 100


class Version(NamedTuple):
    """A content that can be chosen."""

    key: str
    label: str


def versions(review: ClaimReview) -> list[Version]:
    """What stands now, and every content that was approved, newest first."""
    published = set(
        journal.events_of(review)
        .filter(verb=REVIEW.event("publish"))
        .values_list("data__digest", flat=True)
    )
    approvals = review.approvals.select_related("approved_by").defer("content", "gate")
    return [Version(NOW, _("as it stands now"))] + [
        Version(str(approval.pk), _told(approval, approval.digest in published))
        for approval in approvals[:_VERSIONS]
    ]


def _told(approval: Approval, is_published: bool) -> str:
    words = _("revision %(revision)s, approved by %(who)s, %(when)s") % {
        "revision": approval.revision,
        "who": approval.approved_by,
        "when": date_format(localtime(approval.at), "SHORT_DATETIME_FORMAT"),
    }
    return _("%(version)s (published)") % {"version": words} if is_published else words


class ComparesVersions:
    """The page on which two versions are chosen and compared; a part of the review's admin."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_safe(self.compare_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_compare"
        return [path("<int:object_id>/compare/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def compare_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        admin: Any = self
        review = admin.get_object(request, str(object_id))
        if review is None or not admin.has_view_or_change_permission(request, review):
            raise PermissionDenied
        choices = versions(review)
        keys = [version.key for version in choices]
        old = _chosen(request.GET.get("old"), keys, keys[min(1, len(keys) - 1)])
        new = _chosen(request.GET.get("new"), keys, NOW)
        before, after = content(review, old), content(review, new)
        found = None
        if before is not None and after is not None:
            found = changes.between(before, after)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Compare versions"),
            "subtitle": str(review),
            "opts": self.opts,
            "object": review,
            "versions": choices,
            "old": old,
            "new": new,
            "changes": found,
            "language": review.language,
        }
        return TemplateResponse(request, "reviews/compare.html", context)


def content(review: ClaimReview, key: str) -> dict[str, Any] | None:
    """A version's content; None for what stands now while it has no rating."""
    if key != NOW:
        return review.approvals.get(pk=int(key)).content
    try:
        return document.verdict(review).content()
    except Blocked:
        return None


def _chosen(given: str | None, keys: list[str], otherwise: str) -> str:
    return given if given in keys else otherwise

"""The public record in the admin: to be read. Publishing is a verb of the reviews."""

import json
from typing import Any
from uuid import UUID

import orjson
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.publications import home  # noqa: F401 - its panel
from factcheck.publications.models import Epoch, FeedEntry, Publication, PublishedClaim
from factcheck.publications.record import page_url


class RecordAdmin(ReadOnlyAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows if _one(request) else rows.defer("body")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Exact and by index: Django's own case-insensitive search would read the whole table."""
        term = search_term.strip()
        return queryset.filter(self.found_by(term)) if term else queryset, False

    def found_by(self, term: str) -> Q:
        raise NotImplementedError

    @admin.display(description=_("document"))
    def document(self, obj: Publication | PublishedClaim) -> SafeString:
        text = json.dumps(orjson.loads(bytes(obj.body)), indent=2, ensure_ascii=False)
        return format_html("<pre>{}</pre>", text)


@admin.register(Publication)
class PublicationAdmin(RecordAdmin):
    list_display = ("verdict", "version", "kind", "language", "published_at", "approved_by")
    list_filter = ("kind",)
    list_select_related = ("approved_by",)
    search_fields = ("verdict",)
    search_help_text = _("The whole id of a verdict.")
    ordering = ("-id",)
    exclude = ("body",)
    readonly_fields = ("document",)

    def found_by(self, term: str) -> Q:
        return Q(verdict=_uuid(term))


@admin.register(PublishedClaim)
class PublishedClaimAdmin(RecordAdmin):
    list_display = ("headline", "status", "rating_code", "language", "updated_at", "page")
    list_filter = ("status", "rating_canonical")
    search_fields = ("id", "claim_uid", "claimant")
    search_help_text = _("The whole id of a verdict or of a claim, or a claimant's whole name.")
    ordering = ("-first_published_at", "-id")
    exclude = ("body",)
    readonly_fields = ("page", "document")

    def found_by(self, term: str) -> Q:
        id = _uuid(term)
        return Q(pk=id) | Q(claim_uid=id) if id else Q(claimant=term)

    @admin.display(description=_("public page"))
    def page(self, obj: PublishedClaim) -> SafeString:
        return format_html('<a href="{}">{}</a>', page_url(obj.pk), _("Open"))


@admin.register(FeedEntry)
class FeedEntryAdmin(ReadOnlyAdmin):
    list_display = ("sequence", "epoch", "publication")
    list_select_related = ("publication",)
    ordering = ("-sequence",)


@admin.register(Epoch)
class EpochAdmin(ReadOnlyAdmin):
    list_display = ("number", "started_at", "reason")
    ordering = ("-number",)


def _one(request: HttpRequest) -> bool:
    """Whether one row is shown, and not a list of many."""
    match = request.resolver_match
    return bool(match and match.kwargs.get("object_id"))


def _uuid(term: str) -> UUID | None:
    try:
        return UUID(term)
    except ValueError:
        return None

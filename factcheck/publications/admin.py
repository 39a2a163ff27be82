"""The public record in the admin: to be read. Publishing is a verb of the reviews."""

import json
from typing import Any

import orjson
from django.contrib import admin
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.publications.models import Publication, PublishedClaim
from factcheck.publications.record import page_url


class EstimatingPaginator(Paginator):
    """Asks PostgreSQL's statistics how many rows there are, where a whole table is shown.

    Counting a million rows takes a second; nobody turns to the last page by hand.
    """

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        query = rows.query
        if not query.where:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
                    [query.model._meta.db_table],
                )
                estimate = cursor.fetchone()[0]
            if estimate > 10_000:
                return estimate
        return super().count


class ReadOnly(admin.ModelAdmin):
    paginator = EstimatingPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("document"))
    def document(self, obj: Publication | PublishedClaim) -> SafeString:
        text = json.dumps(orjson.loads(bytes(obj.body)), indent=2, ensure_ascii=False)
        return format_html("<pre>{}</pre>", text)


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    list_display = ("verdict", "version", "kind", "language", "published_at", "approved_by")
    list_filter = ("kind",)
    list_select_related = ("approved_by",)
    search_fields = ("=verdict", "=claim_uid")
    search_help_text = _("The whole id of a verdict or of a claim.")
    ordering = ("-id",)
    exclude = ("body",)
    readonly_fields = ("document",)

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows if _one(request) else rows.defer("body")


@admin.register(PublishedClaim)
class PublishedClaimAdmin(ReadOnly):
    list_display = ("headline", "status", "rating_code", "language", "updated_at", "page")
    list_filter = ("status", "rating_canonical")
    search_fields = ("=id", "=claim_uid", "=claimant")
    search_help_text = _("The whole id of a verdict or of a claim, or a claimant's whole name.")
    ordering = ("-first_published_at", "-id")
    exclude = ("body",)
    readonly_fields = ("page", "document")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows if _one(request) else rows.defer("body")

    @admin.display(description=_("public page"))
    def page(self, obj: PublishedClaim) -> SafeString:
        return format_html('<a href="{}">{}</a>', page_url(obj.pk), _("Open"))


def _one(request: HttpRequest) -> bool:
    """Whether one row is shown, and not a list of many."""
    match = request.resolver_match
    return bool(match and match.kwargs.get("object_id"))

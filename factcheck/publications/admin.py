"""The public record in the admin: to be read. Publishing is a verb of the reviews."""

from typing import Any

import orjson
from django.contrib import admin, messages
from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.desk.lists import as_uuid
from factcheck.desk.readonly import ReadOnlyAdmin, as_json
from factcheck.publications import home  # noqa: F401 - its panel
from factcheck.publications.models import Epoch, FeedEntry, Publication, PublishedClaim
from factcheck.publications.record import page_url
from factcheck.publications.search import asking, finding


class RecordAdmin(ReadOnlyAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows if _one(request) else rows.defer("body")

    @admin.display(description=_("document"))
    def document(self, obj: Publication | PublishedClaim) -> SafeString:
        return as_json(orjson.loads(bytes(obj.body)))


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

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Publication], search_term: str
    ) -> tuple[QuerySet[Publication], bool]:
        typed = search_term.strip()
        if not typed:
            return queryset, False
        id = as_uuid(typed)
        return queryset.filter(verdict=id) if id else queryset.none(), False


@admin.register(PublishedClaim)
class PublishedClaimAdmin(RecordAdmin):
    list_display = ("headline", "status", "rating_code", "language", "updated_at", "page")
    list_filter = ("status", "rating_canonical")
    search_fields = ("id", "claim_uid", "claimant")
    search_help_text = _("Words, as partners search; or the whole id of a verdict or of a claim.")
    ordering = ("-first_published_at", "-id")
    exclude = ("body",)
    readonly_fields = ("page", "document")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PublishedClaim], search_term: str
    ) -> tuple[QuerySet[PublishedClaim], bool]:
        typed = search_term.replace("\0", "").strip()
        if not typed:
            return queryset, False
        if id := as_uuid(typed):
            return queryset.filter(Q(pk=id) | Q(claim_uid=id)), False
        try:
            return queryset.filter(pk__in=_with_words(typed, request)), False
        except ValueError as error:
            messages.warning(request, str(error))
            return queryset.none(), False

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


def _with_words(typed: str, request: HttpRequest) -> list[Any]:
    """The verdicts that the words find, as partners find them, within the list's filters.

    Raises ValueError, whose sentence says what is wrong with the words.
    """
    given = {name: request.GET.get(f"{name}__exact") for name in ("status", "rating_canonical")}
    filters = {name: value for name, value in given.items() if value}
    sql, values = finding.statement(
        asking.parse(typed),
        limit=finding.MOST,
        filters=filters,
        conditions=[f"{name} = %s" for name in filters],
        values=list(filters.values()),
        bodies=False,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [finding.Found(*row).id for row in cursor.fetchall()]

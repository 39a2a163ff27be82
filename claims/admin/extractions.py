"""Searches for claims in the admin: their list, and the last one on its article's page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import outcomes
from claims.actions import extractions
from claims.models import Article, Extraction
from factcheck.desk.readonly import ReadOnlyAdmin


@admin.register(Extraction)
class ExtractionAdmin(ReadOnlyAdmin):
    list_display = ("asked_at", "asked_by", "by", "found", "new", "ending", "article")
    fields = ("article", "snapshot", "extractor", "asked_by", "asked_at", "started_at", "ended_at",
              "by", "found", "new", "account")  # fmt: skip
    readonly_fields = ("account",)
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extraction]:
        rows = super().get_queryset(request).select_related("article", "snapshot", "asked_by")
        return rows.defer("snapshot__text", "snapshot__raw")

    @admin.display(description=gettext_lazy("state"))
    def ending(self, extraction: Extraction) -> str:
        if extraction.ended_at:
            return _("with trouble") if extraction.trouble else _("done")
        return _("under way") if extractions.is_under_way(extraction) else _("lost")

    @admin.display(description=gettext_lazy("what came of it"))
    def account(self, extraction: Extraction) -> str:
        return " ".join(outcomes.told(extraction)) or "-"


def last_search(article: Article) -> dict[str, Any]:
    """What the article's page tells of it; nothing before the first one."""
    search = article.last_extraction
    if search is None:
        return {}
    return {
        "search": search,
        "under_way": extractions.is_under_way(search),
        "account": outcomes.told(search),
    }


def refusal(article: Article) -> str:
    """Why no other search can begin now, or nothing."""
    search = article.last_extraction
    return extractions.under_way(search) if search and extractions.is_under_way(search) else ""


def told_of_worker(article: Article) -> str:
    """What the person who pressed the button is told, where its work is still to be done."""
    if not refusal(article):
        return ""
    return _("The claims are being looked for. You may go on with other work meanwhile.")

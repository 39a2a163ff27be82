"""Imported reviews: a list to search and filter, and a page with every version as it came."""

import json
from typing import Any, NamedTuple

from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.desk.lists import SearchedList
from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.elsewhere import reasons
from factcheck.elsewhere.admin.filters import LanguageFilter, PublisherFilter, RatingFilter
from factcheck.elsewhere.models import ImportedReview, ImportedVersion
from factcheck.text import escaped

_LONGEST = 120
#: Versions that the page shows, the newest first.
_SHOWN = 20


class Shown(NamedTuple):
    """A version as the page tells it."""

    version: ImportedVersion
    notes: list[tuple[str, str, str]]
    raw: str


@admin.register(ImportedReview)
class ImportedReviewAdmin(SearchedList, ReadOnlyAdmin):
    change_form_template = "elsewhere/review.html"
    list_display = ("short", "publisher", "rating_label", "rating", "language", "reviewed_on")
    list_filter = (RatingFilter, LanguageFilter, PublisherFilter)
    sortable_by = ("reviewed_on",)
    ordering = ("-id",)
    fields = (
        "claim", "claimant", "claimant_type", "claimed_on", "publisher", "page", "headline",
        "rating_label", "on_our_scale", "reviewed_on", "stated_at", "language", "version",
        "first_seen", "last_seen", "last_feed",
    )  # fmt: skip
    readonly_fields = ("page", "on_our_scale")

    @admin.display(description=_("claim"))
    def short(self, obj: ImportedReview) -> str:
        return truncatechars(obj.claim, _LONGEST)

    @admin.display(description=_("address"))
    def page(self, obj: ImportedReview) -> SafeString:
        return format_html('<a href="{0}" rel="noopener noreferrer nofollow">{0}</a>', obj.url)

    @admin.display(description=_("on the desk's scale"))
    def on_our_scale(self, obj: ImportedReview) -> str:
        return f"{obj.get_rating_display() or '–'} ({reasons.told(obj.rating_because)})"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        review: ImportedReview | None = kwargs.get("obj")
        if review:
            versions = review.all_versions.select_related("feed").order_by("-number")
            context |= {"versions": [_shown(each) for each in versions[:_SHOWN]]}
        return super().render_change_form(request, context, *args, **kwargs)


def _shown(version: ImportedVersion) -> Shown:
    notes = [
        (reasons.field(note["field"]), note["value"], reasons.told(note["why"]))
        for note in version.notes
    ]
    item = json.loads(version.raw)
    raw = json.dumps(item, indent=2, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Shown(version, notes, escaped(raw.decode().replace("\0", "\\0")))

"""Feed imports: what each brought, and what of it was refused."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.elsewhere import reasons
from factcheck.elsewhere.actions import Outcome
from factcheck.elsewhere.models import FeedImport


@admin.register(FeedImport)
class FeedImportAdmin(ReadOnlyAdmin):
    change_form_template = "elsewhere/feed.html"
    list_display = ("name", "started_at", "finished_at", "new", "updated", "unchanged", "refused",
                    "sound")  # fmt: skip
    ordering = ("-id",)
    fields = ("name", "started_at", "finished_at")

    @admin.display(description=_("new"))
    def new(self, obj: FeedImport) -> int:
        return obj.counts.get(Outcome.NEW, 0)

    @admin.display(description=_("updated"))
    def updated(self, obj: FeedImport) -> int:
        return obj.counts.get(Outcome.UPDATED, 0)

    @admin.display(description=_("unchanged"))
    def unchanged(self, obj: FeedImport) -> int:
        return obj.counts.get(Outcome.UNCHANGED, 0)

    @admin.display(description=_("refused"))
    def refused(self, obj: FeedImport) -> int:
        return obj.counts.get(Outcome.REFUSED, 0)

    @admin.display(description=_("read to its end"), boolean=True)
    def sound(self, obj: FeedImport) -> bool:
        return bool(obj.finished_at) and not obj.stopped

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        feed: FeedImport | None = kwargs.get("obj")
        if feed:
            context |= {
                "counts": [(_NAMES[name], feed.counts.get(name, 0)) for name in Outcome],
                "refusals": [
                    (each["place"], each["url"], reasons.told(each["code"], each["detail"]))
                    for each in feed.refusals
                ],
                "left_out": feed.counts.get(Outcome.REFUSED, 0) - len(feed.refusals),
            }
        return super().render_change_form(request, context, *args, **kwargs)


_NAMES = {
    Outcome.NEW: _("new"),
    Outcome.UPDATED: _("updated"),
    Outcome.OLDER: _("older than what is here"),
    Outcome.UNCHANGED: _("unchanged"),
    Outcome.DUPLICATE: _("twice in the feed"),
    Outcome.REFUSED: _("refused"),
}

"""The ledger in the admin: each delivery with its attempts, what was answered, and how long it
took."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from factcheck.desk import bulk
from factcheck.desk.lists import as_uuid
from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.partners.models import Delivery
from factcheck.partners.webhooks import actions, behind
from factcheck.partners.webhooks.admin.queues import LetterQueueFilter
from factcheck.partners.webhooks.states import WEBHOOK

#: The newest of a delivery's attempts that are shown.
_ATTEMPTS = 50


def _again(row: Delivery, actor: Any) -> str:
    count = actions.replay(row.webhook_id, actor=actor, deliveries=[row.uid])
    return "" if count else str(_("It is being sent just now, or is about the endpoint itself."))


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    change_form_template = "partners/delivery.html"
    list_display = (
        "message", "webhook", "event", "sequence", "status", "attempts", "http_status", "seconds",
        "created_at",
    )  # fmt: skip
    list_select_related = ("webhook",)
    list_filter = (LetterQueueFilter, "status")
    search_fields = ("uid",)
    search_help_text = _("The whole id of a delivery (msg_…) or of a verdict.")
    ordering = ("-id",)
    fields = (
        "message", "webhook", "event", "sequence", "status", "attempts", "next_attempt_at",
        "error", "created_at", "finished_at",
    )  # fmt: skip
    readonly_fields = ("message", "sequence")
    actions = ("send_again",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Delivery], search_term: str
    ) -> tuple[QuerySet[Delivery], bool]:
        typed = search_term.strip()
        if not typed:
            return queryset, False
        id = as_uuid(typed.removeprefix("msg_"))
        if id is None:
            return queryset.none(), False
        if typed.startswith("msg_"):
            return queryset.filter(uid=id), False
        return queryset.filter(entry__publication__verdict=id), False

    def has_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WEBHOOK["replay"].permission)

    @admin.action(description=_("Send the selected events again"), permissions=["again"])
    def send_again(self, request: HttpRequest, rows: QuerySet[Delivery]) -> HttpResponse | None:
        return bulk.page(self, request, rows, _again, title=_("Send again"))

    @admin.display(description=_("id"))
    def message(self, obj: Delivery) -> str:
        return obj.message

    @admin.display(description=_("sequence"))
    def sequence(self, obj: Delivery) -> Any:
        return obj.entry_id or "–"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if obj := kwargs.get("obj"):
            context |= behind.without(obj.entry_id) if obj.entry_id else {}
            context |= {
                "attempts": obj.made.order_by("-number")[:_ATTEMPTS],
                "may_send_again": obj.entry_id and self.has_again_permission(request),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    class Media:
        css = {"all": ("partners/partners.css",)}

"""Evidence, approvals and contributions in the admin: to be read; they are written by verbs."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.desk.readonly import ReadOnlyAdmin, as_json
from reviews.models import Approval, Contribution, Evidence


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("review", "stance", "source", "locator")
    list_select_related = ("review__claim", "source")
    ordering = ("-id",)


@admin.register(Approval)
class ApprovalAdmin(ReadOnlyAdmin):
    list_display = ("review", "revision", "approved_by", "at", "digest")
    list_select_related = ("review__claim", "approved_by")
    ordering = ("-id",)
    exclude = ("content", "gate")
    readonly_fields = ("content_shown", "gate_shown")

    @admin.display(description=_("content"))
    def content_shown(self, obj: Approval) -> SafeString:
        return as_json(obj.content)

    @admin.display(description=_("checklist"))
    def gate_shown(self, obj: Approval) -> SafeString:
        return as_json(obj.gate)


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin):
    list_display = ("review", "revision", "person", "at")
    list_select_related = ("review__claim", "person")
    ordering = ("-id",)

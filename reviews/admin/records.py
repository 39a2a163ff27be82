"""Evidence, approvals and contributions in the admin: to be read; they are written by verbs."""

from django.contrib import admin

from factcheck.desk.readonly import ReadOnlyAdmin
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


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin):
    list_display = ("review", "revision", "person", "at")
    list_select_related = ("review__claim", "person")
    ordering = ("-id",)

"""The queue of background work, for administrators: without the inline styles that our Content
Security Policy forbids, and that the queue's own page is made of."""

import json
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# Imported, it registers itself: also where our turn comes before its.
from procrastinate.contrib.django.admin import ProcrastinateJobAdmin
from procrastinate.contrib.django.models import ProcrastinateJob

from factcheck.desk.lists import KnownRows

admin.site.unregister(ProcrastinateJob)

#: So much of what a job was given is shown.
_CHARACTERS = 2000


@admin.register(ProcrastinateJob)
class JobAdmin(KnownRows, ProcrastinateJobAdmin):
    list_display: Any = ("id", "task_name", "given", "status", "scheduled_at", "attempts")
    list_filter: ClassVar[Any] = ("status", "queue_name", "task_name")
    show_facets = admin.ShowFacets.NEVER
    fields: ClassVar[Any] = (
        "id", "task_name", "given", "status", "queue_name", "lock", "queueing_lock", "priority",
        "scheduled_at", "attempts",
    )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields

    @admin.display(description=_("given"))
    def given(self, obj: ProcrastinateJob) -> str:
        text = json.dumps(obj.args, ensure_ascii=False)
        return text if len(text) <= _CHARACTERS else f"{text[: _CHARACTERS - 1]}…"

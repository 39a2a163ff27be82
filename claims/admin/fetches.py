"""Fetches in the admin: how far the page is that was asked for, and what to do where it failed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from claims import actions
from claims.admin.queues import FetchQueueFilter
from claims.fetching import FETCH, MOST_ATTEMPTS
from claims.models import Fetch
from factcheck.desk.lists import SearchedList
from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.desk.verbs import Button, Pressed, VerbsAdmin


@admin.register(Fetch)
class FetchAdmin(SearchedList, ReadOnlyAdmin, VerbsAdmin):
    change_form_template = "claims/fetch.html"
    list_display = ("url", "status", "status_since", "attempts", "asked_by")
    list_select_related = ("asked_by",)
    list_filter = (FetchQueueFilter, "status")
    ordering = ("-id",)
    fields = ("url", "asked_by", "attempts", "http_status", "final_url", "size", "seconds")
    verbs = {"again": FETCH["ask_again"].label}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        context |= {"most_attempts": MOST_ATTEMPTS}
        return super().render_change_form(request, context, *args, **kwargs)

    def buttons(self, request: HttpRequest, obj: Fetch) -> list[Button]:
        may = request.user.has_perm(FETCH["ask_again"].permission)
        return [Button("again", self.verbs["again"])] if may and obj.can_be_asked_again else []

    def do(self, obj: Fetch, pressed: Pressed) -> Fetch:
        return actions.fetch_again(obj.pk, actor=pressed.actor, seen=pressed.seen)

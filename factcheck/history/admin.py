"""The journal in the admin: read by those who may, written by verbs alone."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from factcheck.desk.lists import as_uuid
from factcheck.desk.readonly import ReadOnlyAdmin, as_json
from factcheck.desk.templatetags.desk import state_label
from factcheck.history import (
    home,  # noqa: F401 - its panel
    verbs,
)
from factcheck.history.models import Event
from factcheck.history.reading import events_for


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "what", "subject", "version", "actor", "from_", "to", "reason")
    list_select_related = ("actor",)
    ordering = ("-id",)
    fields = ("what", "subject", "version", "actor", "at", "from_", "to", "reason", "data_shown")
    readonly_fields = fields
    search_fields = ("subject", "verb")
    search_help_text = _("A subject's whole uid, a verb such as review:approve, or a user name.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request) & events_for(request.user)

    @admin.display(description=_("verb"))
    def what(self, obj: Event) -> SafeString:
        """As its button says, and as it is searched for."""
        return format_html("{}<br><small><code>{}</code></small>", verbs.label(obj.verb), obj.verb)

    @admin.display(description=_("from"))
    def from_(self, obj: Event) -> str:
        return state_label(obj.from_state)

    @admin.display(description=_("to"))
    def to(self, obj: Event) -> str:
        return state_label(obj.to_state)

    @admin.display(description=_("data"))
    def data_shown(self, obj: Event) -> SafeString:
        return as_json(obj.data)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """Exact and by index: the journal is the longest table of all."""
        term = search_term.strip()
        if not term:
            return queryset, False
        return queryset.filter(_found_by(term)), False


def _found_by(term: str) -> Q:
    """One index answers each: of an "or" between them, none would."""
    if subject := as_uuid(term):
        return Q(subject=subject)
    if ":" in term:
        return Q(verb=term)
    return Q(actor__in=get_user_model().objects.filter(username=term))

"""The journal in the admin: read by those who may, written by verbs alone."""

from uuid import UUID

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from factcheck.desk.readonly import ReadOnlyAdmin
from factcheck.history import home  # noqa: F401 - its panel
from factcheck.history.models import Event


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    list_display = ("at", "verb", "subject", "version", "actor", "from_state", "to_state", "reason")
    list_select_related = ("actor",)
    ordering = ("-id",)
    search_fields = ("subject", "verb")
    search_help_text = _("A subject's whole uid, a verb such as review:approve, or a user name.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        """Exact and by index: the journal is the longest table of all."""
        term = search_term.strip()
        if not term:
            return queryset, False
        try:
            found = Q(subject=UUID(term))
        except ValueError:
            found = Q(verb=term) | Q(actor__username=term)
        return queryset.filter(found), False

"""Lists of the desk that stay fast however long they grow, and how they are searched."""

from collections.abc import Collection
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from factcheck.desk.paging import BoundedPaginator
from factcheck.searching.expressions import has_words

#: PostgreSQL's bigint.
_LARGEST = 2**63 - 1


class _Rows(ChangeList):
    def get_ordering_field(self, field_name: Any) -> Any:
        """None for what cannot be sorted by, also where an address asks for it."""
        return (
            super().get_ordering_field(field_name)
            if field_name in (self.sortable_by or ())
            else None
        )


class KnownRows(admin.ModelAdmin):
    """Rows that are named by a request: none is told to exist to whoever may not see it, and what
    names none is told.

    `never_asked` are columns by which nobody may look rows up, whoever may see the rest.
    """

    never_asked: ClassVar[Collection[str]] = ()

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied  # Django looks for the row first, and says when there is none
        return super().history_view(request, *args, **kwargs)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By the row's own columns, as Django has it; by what refers to the row only where the list
        has a filter for it. Else an address tells whether there is a review of a claim, say."""
        first = lookup.partition("__")[0]
        referring = {field.name for field in self.opts.get_fields() if not field.concrete}
        filtered = {_parameter(each) for each in self.list_filter}
        if first in self.never_asked or (first in referring and lookup not in filtered):
            return False
        return super().lookup_allowed(lookup, value, request)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any
    ) -> HttpResponse | None:
        for chosen in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.to_python(chosen)
            except ValidationError:
                told = gettext("Nothing was done: choose again in the list.")
                self.message_user(request, told, messages.ERROR)
                return None
        return super().response_action(request, queryset, *args)


def _parameter(filter: Any) -> Any:
    """What a list's filter is called in an address."""
    named = filter[0] if isinstance(filter, tuple) else filter
    return getattr(named, "parameter_name", named)


class LongList(KnownRows):
    """A list of any length: its pages are read from an index, and nothing is counted to the end.

    `sortable_by` names the columns that an index is sorted by, and no others.
    """

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    sortable_by: ClassVar[Any] = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return _Rows


class SearchedList(LongList):
    """A list of rows that have a column `words`, by which they are searched."""

    search_fields: ClassVar[Any] = ("words",)
    search_help_text: ClassVar[Any] = _("How words begin, with accents or without; or a whole id.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return found(queryset, search_term), False


def found(rows: QuerySet[Any], typed: str) -> QuerySet[Any]:
    """The rows with this number or uid, or with every word that was typed. Nothing typed: all."""
    typed = typed.replace("\0", "").strip()
    if not typed:
        return rows
    if uid := as_uuid(typed):
        return rows.filter(uid=uid)
    by_words = Q(has_words(typed))
    number = typed.removeprefix("#")
    if number.isascii() and number.isdecimal() and int(number) <= _LARGEST:
        return rows.filter(by_words | Q(pk=int(number)))
    return rows.filter(by_words)


def as_uuid(typed: str) -> UUID | None:
    """The id that was typed, or None if it is none."""
    try:
        return UUID(typed)
    except ValueError:
        return None

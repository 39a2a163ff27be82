"""Lists of the desk that stay fast however long they grow, and how they are searched."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
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


class LongList(admin.ModelAdmin):
    """A list of any length: its pages are read from an index, and nothing is counted to the end.

    `sortable_by` names the columns that an index is sorted by, and no others.
    """

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    sortable_by: ClassVar[Any] = ()

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Rows are chosen by their keys; what is none is refused before anything is done."""
        for chosen in request.POST.getlist(ACTION_CHECKBOX_NAME):
            try:
                self.opts.pk.to_python(chosen)
            except ValidationError:
                raise BadRequest(chosen) from None
        return super().response_action(request, queryset, *args, **kwargs)

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

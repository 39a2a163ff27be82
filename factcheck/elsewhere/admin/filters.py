"""What the list of imported reviews is filtered by, each from the beginning of an index."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from factcheck.elsewhere.models import CanonicalRating, ImportedReview

#: So many publishers are named to choose from; whoever is not among them is searched for.
_MOST = 60
_NONE = "-"


class _ByColumn(admin.SimpleListFilter):
    """The values that a column has, and the rows that have one of them."""

    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        values = ImportedReview.objects.order_by(self.column).values_list(self.column, flat=True)
        return [(value or _NONE, value or _("not stated")) for value in values.distinct()[:_MOST]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        return queryset.filter(**{self.column: "" if value == _NONE else value})


class PublisherFilter(_ByColumn):
    title = _("publisher")
    parameter_name = column = "publisher"


class LanguageFilter(_ByColumn):
    title = _("language")
    parameter_name = column = "language"


class RatingFilter(_ByColumn):
    title = _("rating on the desk's scale")
    parameter_name = column = "rating"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*CanonicalRating.choices, (_NONE, _("not certain"))]

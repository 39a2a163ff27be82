"""What the lists of claims and reviews are filtered by, without reading the whole table."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.extraction import SUPPORTED


class LanguageFilter(admin.SimpleListFilter):
    """The languages that the desk reads, each with its regional forms."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, code) for code in SUPPORTED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        code = self.value()
        if not code:
            return queryset
        return queryset.filter(Q(language=code) | Q(language__startswith=f"{code}-"))

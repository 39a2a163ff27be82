"""The list of reviews: how it is filtered and searched."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from claims.admin.filters import LanguageFilter
from claims.models import Claim
from factcheck.desk.lists import SearchedList, found
from factcheck.desk.paging import REACHABLE


class HolderFilter(admin.RelatedFieldListFilter):
    """By who holds a review: those who hold one now."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        held = model_admin.model.objects.filter(holder__isnull=False)
        holders = held.order_by().values("holder").distinct()
        return field.get_choices(
            include_blank=False, limit_choices_to={"pk__in": holders}, ordering=("username",)
        )


class ReviewList(SearchedList):
    list_filter: Any = ("status", LanguageFilter, ("holder", HolderFilter))
    search_fields: Any = ("headline", "claim__text")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the words of the headline, or of the claim; by the number or uid of either.

        Each has an index of its own, so each is asked by itself.
        """
        if not search_term.strip():
            return queryset, False
        by_headline = found(queryset, search_term, "headline")
        by_claim = queryset.filter(claim__in=found(Claim.objects.all(), search_term, "text"))
        either = _newest(by_headline).union(_newest(by_claim))
        return queryset.filter(pk__in=either), False


def _newest(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("-pk").values("pk")[:REACHABLE]

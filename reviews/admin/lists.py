"""The list of reviews: how it is filtered and searched."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.admin.filters import LanguageFilter
from claims.models import Claim, Source
from factcheck.desk.lists import SearchedList, found
from factcheck.desk.paging import REACHABLE
from reviews import resting
from reviews.admin.queues import ReviewQueueFilter
from reviews.models import ClaimReview, Evidence


class HolderFilter(admin.RelatedFieldListFilter):
    """By who holds a review: those who hold one now."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> Any:
        held = model_admin.model.objects.filter(holder__isnull=False)
        holders = held.order_by().values("holder").distinct()
        return field.get_choices(
            include_blank=False, limit_choices_to={"pk__in": holders}, ordering=("username",)
        )


class SourceFilter(admin.SimpleListFilter):
    """By the source that a review rests on: one that was withdrawn, or one by its number, to which
    its page links."""

    title = _("source")
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        chosen = Source.objects.filter(pk=_number(request.GET.get("source"))).first()
        one = [(str(chosen.pk), str(chosen))] if chosen and _may_see_sources(request) else []
        return [("withdrawn", _("withdrawn: to look at again")), *one]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[ClaimReview]
    ) -> QuerySet[ClaimReview]:
        if self.value() == "withdrawn":
            return queryset.filter(resting.rests_on_withdrawn_source())
        if self.value():
            evidence = Evidence.objects.filter(source=_number(self.value()))
            return queryset.filter(pk__in=evidence.values("review"))
        return queryset


def _may_see_sources(request: HttpRequest) -> bool:
    return request.user.has_perm("claims.view_source")


def _number(given: str | None) -> int:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 19 else 0


class ReviewList(SearchedList):
    list_filter: ClassVar[Any] = (
        ReviewQueueFilter,
        "status",
        LanguageFilter,
        ("holder", HolderFilter),
        SourceFilter,
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """By the words of the headline, or of the claim; by the number or uid of either.

        Each has an index of its own, so each is asked by itself.
        """
        if not search_term.strip():
            return queryset, False
        by_headline = found(queryset, search_term)
        by_claim = queryset.filter(claim__in=found(Claim.objects.all(), search_term))
        either = _newest(by_headline).union(_newest(by_claim))
        return queryset.filter(pk__in=either), False


def _newest(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by("-pk").values("pk")[:REACHABLE]

"""The index of claims that others checked, and what a review is found by in it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from factcheck.elsewhere.models import (
    ImportedReview,
    MatchCommonness,
    MatchItem,
    MatchPosting,
    MatchVector,
)
from factcheck.matching.asking import Text
from factcheck.matching.index import Entry, Index
from factcheck.matching.index.entries import entry
from factcheck.matching.index.sides import Batch

INDEX = Index(MatchItem, MatchPosting, MatchCommonness, MatchVector)


def of(review: ImportedReview) -> Entry:
    """By its claim, and by the headline, which often says it in other words."""
    headline = Text(review.headline, review.language) if review.headline else None
    return entry(review.pk, Text(review.claim, review.language), headline=headline)


def add(reviews: Iterable[ImportedReview]) -> None:
    """Find these, which are new."""
    INDEX.put([of(review) for review in reviews])


def keep(reviews: Iterable[ImportedReview]) -> None:
    """Find these as they are now."""
    INDEX.keep({review.pk: of(review) for review in reviews})


def after(last: Any, count: int) -> Batch:
    """The next reviews, locked against an import."""
    reviews = _locked() if last is None else _locked().filter(pk__gt=last)
    return {review.pk: of(review) for review in reviews[:count]}


def these(reviews: Collection[Any]) -> Batch:
    """Just these, locked in the same way."""
    return {review.pk: of(review) for review in _locked().filter(pk__in=reviews)}


def _locked() -> QuerySet[ImportedReview]:
    return ImportedReview.objects.order_by("pk").select_for_update(of=("self",), no_key=True)

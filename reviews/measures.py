"""The numbers of reviews."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone

from factcheck.operations.measures import Sample, measure
from reviews.models import ClaimReview
from reviews.workflow import State

#: In these a review waits for somebody.
_WAITING = (State.OPEN, State.SUBMITTED, State.APPROVED)


@measure("factcheck_reviews", "Claim reviews, by state.")
def reviews() -> Iterator[Sample]:
    for state, count in ClaimReview.objects.order_by().values_list("status").annotate(Count("id")):
        yield Sample(count, {"state": state})


@measure("factcheck_reviews_oldest_seconds", "For how long the first in line waits, by state.")
def oldest() -> Iterator[Sample]:
    waiting = ClaimReview.objects.filter(status__in=_WAITING).order_by()
    for state, since in waiting.values_list("status").annotate(Min("status_since")):
        yield Sample((timezone.now() - since).total_seconds(), {"state": state})

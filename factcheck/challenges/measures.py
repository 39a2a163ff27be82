"""The numbers of correction requests."""

from collections.abc import Iterator

from django.db.models import Count
from django.db.models.functions import Now

from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import SETTLED
from factcheck.operations.measures import Sample, measure


@measure("factcheck_correction_requests", "Correction requests, by state.")
def requests() -> Iterator[Sample]:
    rows = CorrectionRequest.objects.order_by().values_list("status")
    for state, count in rows.annotate(Count("id")):
        yield Sample(count, {"state": state})


@measure("factcheck_correction_requests_late", "Those past the day by which they are due.")
def late() -> Iterator[Sample]:
    rows = CorrectionRequest.objects.exclude(status__in=SETTLED)
    yield Sample(rows.filter(due_at__lt=Now()).count())

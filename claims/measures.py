"""The numbers of claims, and of the pages that are fetched."""

from collections.abc import Iterator

from django.db.models import Count

from claims.models import Claim, Fetch
from factcheck.operations.measures import Sample, measure


@measure("factcheck_claims", "Claims, by state.")
def claims() -> Iterator[Sample]:
    for state, count in Claim.objects.order_by().values_list("status").annotate(Count("id")):
        yield Sample(count, {"state": state})


@measure("factcheck_fetches", "Addresses whose page was asked for, by state.")
def fetches() -> Iterator[Sample]:
    for state, count in Fetch.objects.order_by().values_list("status").annotate(Count("id")):
        yield Sample(count, {"state": state})

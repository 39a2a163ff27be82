"""The journal's numbers."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Max
from django.db.models.functions import Now

from factcheck.history.models import Event
from factcheck.operations.measures import Sample, measure


@measure("factcheck_events_total", "Events that were ever written.", "counter")
def events() -> Iterator[Sample]:
    yield Sample(Event.objects.aggregate(last=Max("id"))["last"] or 0)


@measure("factcheck_transitions_last_hour", "What was done in the last hour, by verb.")
def transitions() -> Iterator[Sample]:
    lately = Event.objects.filter(at__gt=Now() - timedelta(hours=1)).order_by()
    for verb, count in lately.values_list("verb").annotate(Count("id")):
        yield Sample(count, {"verb": verb})

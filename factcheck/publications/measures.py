"""The record's numbers."""

from collections.abc import Iterator

from django.db.models import Max

from factcheck.operations.measures import Sample, measure
from factcheck.publications.models import FeedEntry, Publication
from factcheck.publications.sealing import signing


@measure("factcheck_feed_sequence", "The change feed's last number.")
def sequence() -> Iterator[Sample]:
    yield Sample(FeedEntry.objects.aggregate(last=Max("sequence"))["last"] or 0)


@measure("factcheck_last_publication_timestamp_seconds", "When something was last published.")
def last_publication() -> Iterator[Sample]:
    last = Publication.objects.order_by("-id").values_list("published_at", flat=True).first()
    if last:
        yield Sample(last.timestamp())


@measure("factcheck_signed_sequence", "How much of the feed the last signed head covers.")
def signed() -> Iterator[Sample]:
    last = signing.latest()
    yield Sample(last.sequence if last else 0)

"""What was imported, as a feed again: each item to the letter as its publisher's feed had it.

So it can be compared with what came in, and imported elsewhere. It is no feed of the desk's: each
item carries its own publisher.
"""

from collections.abc import Iterator

from django.db.models import F

from factcheck.elsewhere.models import ImportedVersion

_BATCH = 500


def lines() -> Iterator[bytes]:
    """A ClaimReview on each line, in the order in which they were first seen."""
    for raw in _items():
        yield raw + b"\n"


def datafeed() -> Iterator[bytes]:
    """All of them as one schema.org DataFeed."""
    yield b'{"@context":"https://schema.org","@type":"DataFeed","dataFeedElement":['
    separator = b"\n"
    for raw in _items():
        yield b'%b{"@type":"DataFeedItem","item":[%b]}' % (separator, raw)
        separator = b",\n"
    yield b"\n]}\n"


def _items() -> Iterator[bytes]:
    """The current version of each, in batches: however many there are, only one is in memory."""
    last = 0
    while True:
        current = ImportedVersion.objects.filter(number=F("review__version"), review_id__gt=last)
        batch = list(current.order_by("review_id").values_list("review_id", "raw")[:_BATCH])
        for _review, raw in batch:
            yield raw.encode()
        if not batch:
            return
        last = batch[-1][0]

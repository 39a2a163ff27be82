"""What this import has seen already: in PostgreSQL, because a feed may have millions of items.

In a table as any other, since the application's role makes none, not even a temporary one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from factcheck.elsewhere.models import FeedImport, Sighting

#: No import takes so long: what it has seen was left by one that was killed.
_KILLED = timedelta(days=2)


@contextmanager
def during(feed: FeedImport) -> Iterator[None]:
    """For as long as the import takes: what it has seen is kept, and forgotten in the end."""
    Sighting.objects.filter(feed__started_at__lt=timezone.now() - _KILLED).delete()
    yield
    Sighting.objects.filter(feed=feed).delete()


def first_time(feed: FeedImport, items: Sequence[bytes]) -> set[bytes]:
    """Those of these that are seen for the first time; from now on they are known."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO elsewhere_sighting (feed_id, item) SELECT DISTINCT %s, unnest(%s::bytea[])"
            " ON CONFLICT DO NOTHING RETURNING item",
            [feed.pk, list(items)],
        )
        return {bytes(item) for (item,) in cursor.fetchall()}

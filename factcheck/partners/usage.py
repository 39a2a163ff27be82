"""How much each key was used, per day (UTC): written in batches, read by partners and managers."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from time import monotonic

from django.db.models import Max, OuterRef, QuerySet, Subquery

from factcheck.partners.models import ApiKey, KeyUsage
from factcheck.partners.quota import Run
from factcheck.partners.quota.purses import Tally

#: How many days are shown, today included.
DAYS = 30

# Keys that are not there (any more) are left out: a test's, or of a database that was restored.
_ADD = """
    INSERT INTO partners_keyusage AS u (key_id, day, requests, refused, last_used_at)
    SELECT k.id, date '1970-01-01' + t.day, sum(t.requests), sum(t.refused),
           clock_timestamp() - make_interval(secs => min(t.age))
      FROM unnest(%s::text[], %s::integer[], %s::bigint[], %s::bigint[], %s::float8[])
        AS t (key, day, requests, refused, age)
      JOIN partners_apikey k ON k.public_id = t.key
     GROUP BY k.id, t.day ORDER BY k.id, t.day
        ON CONFLICT (key_id, day) DO UPDATE
       SET requests = u.requests + excluded.requests, refused = u.refused + excluded.refused,
           last_used_at = greatest(u.last_used_at, excluded.last_used_at)
    RETURNING key_id
"""


def add(tallies: Sequence[Tally], run: Run) -> None:
    """Add what a process counted, in one statement."""
    if not tallies:
        return
    now = monotonic()
    run(
        _ADD,
        (
            [tally.key for tally in tallies],
            [tally.day for tally in tallies],
            [tally.requests for tally in tallies],
            [tally.refused for tally in tallies],
            [now - tally.last_at for tally in tallies],
        ),
    )


def first_day() -> date:
    return datetime.now(UTC).date() - timedelta(days=DAYS - 1)


def lately(keys: Iterable[ApiKey]) -> dict[int, list[KeyUsage]]:
    """The days of the last 30 on which each of these keys was used, oldest first, by its pk."""
    found: dict[int, list[KeyUsage]] = {key.pk: [] for key in keys}
    rows = KeyUsage.objects.filter(key__in=found, day__gte=first_day()).order_by("day")
    for row in rows:
        found[row.key_id].append(row)
    return found


def with_last_use(keys: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
    """The keys, each with `last_used_at`: None when it was never used."""
    last = (
        KeyUsage.objects.filter(key=OuterRef("pk"))
        .order_by()
        .values("key")
        .annotate(last=Max("last_used_at"))
    )
    return keys.annotate(last_used_at=Subquery(last.values("last")))

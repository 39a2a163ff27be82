"""The numbers of the background's work: what waits, for how long, and who is at it."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from factcheck.operations.measures import Sample, measure


@measure("factcheck_jobs", "Background jobs, by what became of them; those that succeeded go.")
def jobs() -> Iterator[Sample]:
    rows = _rows(
        "SELECT status::text, count(*) FROM procrastinate_jobs"
        " WHERE status IN ('todo', 'doing', 'failed') GROUP BY status"
    )
    for status, count in rows:
        yield Sample(count, {"status": status})


@measure("factcheck_jobs_oldest_seconds", "For how long the job waits whose turn came first.")
def oldest() -> Iterator[Sample]:
    rows = _rows(
        "SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0)"
        " FROM procrastinate_jobs j LEFT JOIN procrastinate_events e"
        " ON e.job_id = j.id AND e.type IN ('deferred', 'deferred_for_retry')"
        " WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now())"
    )
    yield Sample(max(0.0, float(rows[0][0])))


@measure("factcheck_workers", "Workers that showed within a minute that they live.")
def workers() -> Iterator[Sample]:
    rows = _rows(
        "SELECT count(*) FROM procrastinate_workers"
        " WHERE last_heartbeat > now() - interval '1 minute'"
    )
    yield Sample(rows[0][0])


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()

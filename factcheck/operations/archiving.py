"""Whether PostgreSQL's WAL reaches its archive. While it does not, PostgreSQL's disk fills up."""

from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from factcheck.operations.measures import Sample, measure

_ASK = """
    SELECT current_setting('archive_mode') <> 'off',
        coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false),
        extract(epoch FROM now() - coalesce(last_archived_time, stats_reset))
    FROM pg_stat_archiver"""


def complaints() -> list[str]:
    """What is wrong with the archive, as sentences; one statement."""
    kept, failing, _ = _asked()
    if settings.WAL_ARCHIVE_DIR and settings.EMBEDDED_DATABASE and not kept:
        return ["WAL_ARCHIVE_DIR counts from PostgreSQL's next start: stop it (make stop)."]
    if failing:
        return ["PostgreSQL cannot archive its WAL: its log says why. Its disk fills up meanwhile."]
    return []


@measure("factcheck_wal_archive_failing", "Whether the WAL last failed to reach its archive.")
def failing() -> Iterator[Sample]:
    kept, failing, _ = _asked()
    if kept:
        yield Sample(float(failing))


@measure("factcheck_wal_archive_age_seconds", "Since when no WAL has reached its archive.")
def age() -> Iterator[Sample]:
    kept, _, seconds = _asked()
    if kept:
        yield Sample(seconds)


def _asked() -> tuple[bool, bool, float]:
    with connection.cursor() as cursor:
        cursor.execute(_ASK)
        kept, failing, seconds = cursor.fetchone()
    return kept, failing, float(seconds or 0)

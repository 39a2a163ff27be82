"""Bringing the database up to date, when several processes start at once."""

from django.core.management import call_command
from django.db import connection

#: Any number will do, as long as all use the same.
_LOCK = 7_310_462_002


def migrate() -> None:
    """Run the migrations that are missing; a process that comes second waits, and finds none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            call_command("migrate", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])

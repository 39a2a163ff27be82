"""When a person was last at the desk, so that the home page can tell what changed since."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from factcheck.accounts.models import Visit

#: After so long without looking at the home page, a new visit begins.
_ABSENCE = timedelta(minutes=30)
#: How exactly the end of a visit is known: it is written down no more often than this.
_NOTED_EVERY = timedelta(minutes=5)


def last_here(person: Any) -> datetime | None:
    """When the person's visit before this one ended; None on the first. Notes that they are here.

    One query, and now and then a second one that writes.
    """
    now = timezone.now()
    known = Visit.objects.filter(person=person).first()
    if known is None:
        _note(Visit(person=person, seen_at=now))
        return None
    away = now - known.seen_at
    if away >= _ABSENCE:
        _note(Visit(person=person, seen_at=now, before=known.seen_at))
        return known.seen_at
    if away >= _NOTED_EVERY:
        _note(Visit(person=person, seen_at=now, before=known.before))
    return known.before


def _note(visit: Visit) -> None:
    """In one statement, whether the row is there or not: two tabs may open at once."""
    Visit.objects.bulk_create(
        [visit],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["seen_at", "before"],
    )

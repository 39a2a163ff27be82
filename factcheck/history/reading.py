"""Which events a person may read: those of what they may see itself."""

from typing import Any

from django.db.models import QuerySet

from factcheck.history import replay
from factcheck.history.models import Event


def events_for(person: Any) -> QuerySet[Event]:
    """The journal without what happened to rows of rooms that are not this person's."""
    found = Event.objects.all()
    for subject in replay.subjects():
        opts = subject.model._meta
        if not person.has_perm(f"{opts.app_label}.view_{opts.model_name}"):
            found = found.exclude(verb__startswith=f"{subject.kind}:")
    return found

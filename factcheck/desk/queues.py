"""What waits for the same step: the one definition behind a number on the home page and its list.

A room makes a table of its queues, registers it, and gives its list the filter. So a number and the
list that it links to cannot differ.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

_IN_THIS_STATE = F("status_since")


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows that wait for the same step.

    `where` makes the condition, for the person who looks. `since` is the time from which a row
    waits; with `ahead`, the time at which its turn comes. Who lacks `permission`, besides that
    to see the rows at all, is not shown the queue: it is not their work.
    """

    name: str
    label: Any
    where: Callable[[Any], Any]
    since: Any = _IN_THIS_STATE
    ahead: bool = False
    permission: str = ""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody with this permission can do where nothing waits: the name of its address."""

    label: Any
    page: str
    permission: str


class Queues:
    """The queues of one model, in the order of the work."""

    def __init__(
        self, model: type[Model], queues: Iterable[Queue], beginning: Beginning | None = None
    ) -> None:
        self.model = model
        self.beginning = beginning
        self._queues = {queue.name: queue for queue in queues}

    def of(self, person: Any) -> list[Queue]:
        """Those that are this person's work, or theirs to watch."""
        opts = self.model._meta
        if not person.has_perm(f"{opts.app_label}.view_{opts.model_name}"):
            return []
        return [
            queue
            for queue in self._queues.values()
            if not queue.permission or person.has_perm(queue.permission)
        ]

    def rows(self, name: str, person: Any) -> QuerySet[Any]:
        """What waits in it, for this person."""
        return self.model._default_manager.filter(self._queues[name].where(person))

    def address(self, name: str) -> str:
        """Of the list of exactly these rows."""
        opts = self.model._meta
        changelist = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
        return f"{changelist}?{urlencode({QueueFilter.parameter_name: name})}"


_tables: list[Queues] = []


def register(table: Queues) -> Queues:
    """Have its numbers shown on the home page."""
    _tables.append(table)
    return table


def tables() -> list[Queues]:
    return list(_tables)


class QueueFilter(admin.SimpleListFilter):
    """A list's filter by queue; subclasses name the table."""

    title = _("queue")
    parameter_name = "queue"
    table: Queues

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(queue.name, queue.label) for queue in self.table.of(request.user)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        name = self.value()
        if name is None:
            return queryset
        for queue in self.table.of(request.user):
            if queue.name == name:
                return queryset.filter(queue.where(request.user))
        raise IncorrectLookupParameters

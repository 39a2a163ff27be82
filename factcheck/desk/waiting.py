"""How much waits in the queues, and for how long: a panel of the home page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from factcheck.desk import home, queues
from factcheck.desk.queues import Queue, Queues

#: Nobody needs to know more exactly how long a very long queue is; counting it would take long.
MOST = 10_000
_A_MINUTE = timedelta(minutes=1)

_SIZE = """
    SELECT %s::integer, count(*), min(since), percentile_disc(0.5) WITHIN GROUP (ORDER BY since)
      FROM ({rows}) q (since)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A queue as a person reads it. `first` is since when its oldest row waits, `median` since
    when half of them do; of more than MOST rows, those that wait longest are looked at."""

    queue: Queue
    address: str
    count: int
    first: datetime | None
    median: datetime | None

    @property
    def number(self) -> str:
        return at_most(self.count)

    @property
    def oldest(self) -> str:
        if self.first is None:
            return ""
        if not self.queue.ahead:
            return how_long(self.first)
        now = timezone.now()
        if self.first > now:
            return _("in %(time)s") % {"time": timeuntil(self.first, now, depth=1)}
        return _("%(time)s late") % {"time": how_long(self.first)}

    @property
    def half(self) -> str:
        return "" if self.queue.ahead or self.median is None else how_long(self.median)


def at_most(count: int) -> str:
    """A number for people; above MOST, that there are more."""
    number = number_format(min(count, MOST), force_grouping=True)
    return f"{number}+" if count > MOST else number


def how_long(since: datetime) -> str:
    """The time that has passed, in its largest unit."""
    now = timezone.now()
    return _("less than a minute") if now - since < _A_MINUTE else timesince(since, now, depth=1)


def lines(person: Any) -> list[Line]:
    """Every queue that is this person's work, all in one query."""
    shown = [(table, queue) for table in queues.tables() for queue in table.of(person)]
    if not shown:
        return []
    parts, values = [], []
    for number, (table, queue) in enumerate(shown):
        sql, parameters = _times(table, queue, person)
        parts.append(_SIZE.format(rows=sql))
        values += [number, *parameters]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = {number: facts for number, *facts in cursor.fetchall()}
    return [
        Line(queue, table.address(queue.name), *found[number])
        for number, (table, queue) in enumerate(shown)
    ]


def _times(table: Queues, queue: Queue, person: Any) -> tuple[str, tuple[Any, ...]]:
    """SQL for the times since when its rows wait, the longest first."""
    rows = table.rows(queue.name, person).annotate(since=queue.since).order_by("since")
    return rows.values_list("since")[: MOST + 1].query.sql_with_params()


@home.panel(20)
def waiting(request: HttpRequest) -> home.Panel | None:
    found = lines(request.user)
    if not found:
        return None
    waits = any(line.count for line in found)
    beginnings = [table.beginning for table in queues.tables() if table.beginning]
    facts = {
        "lines": found,
        "nothing": not waits,
        "beginnings": [it for it in beginnings if request.user.has_perm(it.permission)],
        "most": at_most(MOST),
        "beyond": any(line.count > MOST for line in found),
    }
    return home.Panel("queues", gettext_lazy("What waits"), "desk/home/queues.html", facts)

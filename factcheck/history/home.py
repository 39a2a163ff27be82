"""What changed since a person was last here: a panel of the home page."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from factcheck.accounts import visits
from factcheck.desk import home, waiting
from factcheck.history import news
from factcheck.history.reading import events_for

_SHOWN = 6


@home.panel(30)
def since_last_time(request: HttpRequest) -> home.Panel | None:
    """For everybody who sees something that is kept by the journal."""
    person = request.user
    if not news.has_any_for(person):
        return None
    before = visits.last_here(person)
    facts: dict[str, Any] = {"before": before}
    if before:
        things = news.since(before, person)
        facts |= {"things": things[:_SHOWN], "more": len(things) > _SHOWN}
        if person.has_perm("history.view_event"):
            after = {"at__gt": before.isoformat()}
            count = events_for(person).filter(**after)[: waiting.MOST + 1].count()
            journal = reverse("admin:history_event_changelist")
            facts |= {"count": count, "number": waiting.at_most(count),
                      "address": f"{journal}?{urlencode(after)}"}  # fmt: skip
    title = _("Since you were last here")
    return home.Panel("news", title, "history/home/news.html", facts, is_news=True)

"""The verdicts of the last weeks, and how they are rated: a panel of the home page."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.desk import charts, home
from factcheck.publications.document import CANONICAL_RATINGS
from factcheck.publications.models import PublishedClaim

_WEEKS = 12


@home.panel(40)
def verdicts(request: HttpRequest) -> home.Panel | None:
    """For whoever may read the record in the admin."""
    if not request.user.has_perm("publications.view_publishedclaim"):
        return None
    weeks = last_weeks()
    counts = _counts(weeks)
    by_week: Counter[datetime] = Counter()
    by_rating: Counter[str] = Counter()
    for week, rating, count in counts:
        by_week[week] += count
        by_rating[rating] += count
    facts = {
        "weeks": charts.chart(_week(week, by_week[week]) for week in weeks),
        "ratings": charts.chart(
            _rating(rating, by_rating[rating], weeks[0])
            for rating in CANONICAL_RATINGS
            if by_rating[rating]
        ),
    }
    title = _("Verdicts of the last 12 weeks")
    return home.Panel("verdicts", title, "publications/home/verdicts.html", facts, is_news=True)


def last_weeks() -> list[datetime]:
    """The beginnings of the last weeks in the desk's time, this one included, the oldest first."""
    today = timezone.localdate()
    this = today - timedelta(days=today.weekday())
    days = (this - timedelta(weeks=ago) for ago in reversed(range(_WEEKS)))
    return [_midnight(day) for day in days]


def _counts(weeks: list[datetime]) -> Any:
    """(week, rating, how many): read from one index. A withdrawn verdict has no rating left."""
    return (
        PublishedClaim.objects.filter(first_published_at__gte=weeks[0])
        .order_by()
        .annotate(week=TruncWeek("first_published_at"))
        .values_list("week", "rating_canonical")
        .annotate(count=Count("*"))
    )


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _week(begins: datetime, count: int) -> charts.Point:
    ends = _midnight(begins.date() + timedelta(weeks=1))
    return charts.Point(
        begins,
        count,
        _list(first_published_at__gte=begins.isoformat(), first_published_at__lt=ends.isoformat()),
    )


def _rating(rating: str, count: int, since: datetime) -> charts.Point:
    label = dict(PublishedClaim._meta.get_field("rating_canonical").choices or ())[rating]
    address = _list(rating_canonical__exact=rating, first_published_at__gte=since.isoformat())
    return charts.Point(label, count, address)


def _list(**filters: str) -> str:
    return f"{reverse('admin:publications_publishedclaim_changelist')}?{urlencode(filters)}"

"""Who said a claim, as its places tell, and so what is proposed for it."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from claims.actions import on_one_line
from claims.extraction import Precision
from claims.models import Appearance, Claimant


class Proposal(NamedTuple):
    """What the places of a claim tell, where they agree: for a person to look at.

    `name` is the speaker's, `claimants` are the first two rows that are called exactly so.
    """

    name: str = ""
    claimants: tuple[int, ...] = ()
    claimed_on: date | None = None


def with_namesakes(places: QuerySet[Appearance]) -> QuerySet[Appearance]:
    """Each place with its speaker's `namesakes` among the claimants: two at most, as numbers."""
    called_so = Claimant.objects.filter(name=OuterRef("speaker")).order_by("pk").values("pk")
    return places.annotate(namesakes=ArraySubquery(called_so[:2]))


def proposal(places: Iterable[Appearance]) -> Proposal:
    """Of places `with_namesakes`. Two speakers, or two days, propose nothing; neither does a date
    of which the day is not known."""
    speakers = {on_one_line(place.speaker): place for place in places if place.speaker}
    days = {place.said_on for place in places if place.said_precision == Precision.DAY}
    name = next(iter(speakers)) if len(speakers) == 1 else ""
    namesakes = speakers[name].namesakes if name else []  # type: ignore[attr-defined]
    return Proposal(name, tuple(namesakes), days.pop() if len(days) == 1 else None)

"""The record's index of claims, by which one is known again: see `factcheck.matching.index`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.matching.index import tables
from factcheck.publications.matching import guard


class MatchItem(tables.Item):
    """A checked claim as it is found again."""

    ABOUT = "verdict"

    verdict = models.OneToOneField(
        "publications.PublishedClaim",
        on_delete=models.PROTECT,
        # Its migration has the constraint: a head and its text go together.
        db_constraint=False,
        related_name="+",
        verbose_name=_("verdict"),
    )

    class Meta(tables.Item.Meta):
        triggers = guard.only_what_stands()


class MatchPosting(tables.Posting):
    """A term of a checked claim."""


class MatchCommonness(tables.Commonness):
    """A term that many checked claims have."""


class MatchVector(tables.Vector):
    """A checked claim's meaning."""

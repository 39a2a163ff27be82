"""The desk's index of claims, by which one is known again: see `factcheck.matching.index`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from factcheck.matching.index import tables


class MatchItem(tables.Item):
    """A claim as it is found again."""

    ABOUT = "claim"

    claim = models.OneToOneField(
        Claim,
        on_delete=models.PROTECT,
        # Its migration has the constraint: a claim and its text go together.
        db_constraint=False,
        related_name="+",
        verbose_name=_("claim"),
    )


class MatchPosting(tables.Posting):
    """A term of a claim."""


class MatchCommonness(tables.Commonness):
    """A term that many claims have."""


class MatchVector(tables.Vector):
    """A claim's meaning."""

"""The index of what others checked, by which a claim is known again: `factcheck.matching.index`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.elsewhere.models.review import ImportedReview
from factcheck.matching.index import tables


class MatchItem(tables.Item):
    """A claim that another desk checked, as it is found again."""

    ABOUT = "review"

    review = models.OneToOneField(
        ImportedReview,
        on_delete=models.PROTECT,
        # Its migration has the constraint: a review and its text go together.
        db_constraint=False,
        related_name="+",
        verbose_name=_("imported review"),
    )


class MatchPosting(tables.Posting):
    """A term of a claim that another desk checked."""


class MatchCommonness(tables.Commonness):
    """A term that many claims have that other desks checked."""


class MatchVector(tables.Vector):
    """The meaning of a claim that another desk checked."""

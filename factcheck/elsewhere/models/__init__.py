"""Reviews of others: as they are now, each version of them, and the feeds that brought them."""

from factcheck.elsewhere.models.feed import FeedImport
from factcheck.elsewhere.models.matching import (
    MatchCommonness,
    MatchItem,
    MatchPosting,
    MatchVector,
)
from factcheck.elsewhere.models.review import CanonicalRating, ImportedReview
from factcheck.elsewhere.models.sighting import Sighting
from factcheck.elsewhere.models.version import ImportedVersion

__all__ = [
    "CanonicalRating",
    "FeedImport",
    "ImportedReview",
    "ImportedVersion",
    "MatchCommonness",
    "MatchItem",
    "MatchPosting",
    "MatchVector",
    "Sighting",
]

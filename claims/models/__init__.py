from claims.models.anchor import Anchor
from claims.models.appearance import Appearance
from claims.models.article import Article, Snapshot
from claims.models.claim import Claim, Topic
from claims.models.claimant import Claimant
from claims.models.extraction import Extraction
from claims.models.fetch import Fetch
from claims.models.matching import MatchCommonness, MatchItem, MatchPosting, MatchVector
from claims.models.source import Source

__all__ = [
    "Anchor",
    "Appearance",
    "Article",
    "Claim",
    "Claimant",
    "Extraction",
    "Fetch",
    "MatchCommonness",
    "MatchItem",
    "MatchPosting",
    "MatchVector",
    "Snapshot",
    "Source",
    "Topic",
]

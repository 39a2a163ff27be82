from claims.models.appearance import Appearance
from claims.models.article import Article, Snapshot
from claims.models.claim import Claim, Topic
from claims.models.claimant import Claimant
from claims.models.extraction import Extraction
from claims.models.source import Source

__all__ = [
    "Appearance",
    "Article",
    "Claim",
    "Claimant",
    "Extraction",
    "Snapshot",
    "Source",
    "Topic",
]

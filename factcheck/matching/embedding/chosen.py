"""The embedder that the settings name."""

from functools import cache

from django.conf import settings

from factcheck.matching.embedding.packaged import UniversalSentenceEncoder, installed
from factcheck.matching.embedding.protocol import Embedder


def embedder() -> Embedder | None:
    """One for the whole process; None where there is none, or none is wanted."""
    return _made(settings.FACTCHECK_EMBEDDER)


@cache
def _made(name: str) -> Embedder | None:
    if name == "none" or (name == "auto" and not installed()):
        return None
    return UniversalSentenceEncoder()

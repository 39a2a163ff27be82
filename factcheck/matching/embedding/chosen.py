"""The embedder that the settings name."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from factcheck.matching.embedding.endpoint import Endpoint
from factcheck.matching.embedding.packaged import PACKAGED
from factcheck.matching.embedding.protocol import Embedder

#: The one that `auto` means: a desk may work in any of its languages.
_AUTOMATIC = "use"


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
    if name == "none" or (name == "auto" and not PACKAGED[_AUTOMATIC].installed()):
        return None
    if packaged := PACKAGED.get(_AUTOMATIC if name == "auto" else name):
        if not packaged.installed():
            raise ImproperlyConfigured(
                f"FACTCHECK_EMBEDDER is {name}, but its packages are not installed:"
                f" pip install -r {packaged.requirements}, or set it to auto or none."
            )
        return packaged()
    if name == "endpoint":
        if not (url.startswith(("http://", "https://")) and model and dimension > 0):
            raise ImproperlyConfigured(
                "FACTCHECK_EMBEDDER is endpoint: it also needs FACTCHECK_EMBEDDER_URL (http…),"
                " FACTCHECK_EMBEDDER_MODEL and FACTCHECK_EMBEDDER_DIMENSION."
            )
        return Endpoint(url, model, key, dimension)
    raise ImproperlyConfigured(
        f"FACTCHECK_EMBEDDER must be auto, none, use, minilm or endpoint, not {name!r}."
    )

"""The models that come in wheels: nothing is fetched, and no text leaves the machine."""

from factcheck.matching.embedding.minilm import MiniLM
from factcheck.matching.embedding.use import UniversalSentenceEncoder

#: By the names that FACTCHECK_EMBEDDER gives them.
PACKAGED: dict[str, type[UniversalSentenceEncoder] | type[MiniLM]] = {
    "use": UniversalSentenceEncoder,
    "minilm": MiniLM,
}


def installed_ones() -> list[UniversalSentenceEncoder | MiniLM]:
    """All that are installed, whichever the settings name."""
    return [model() for model in PACKAGED.values() if model.installed()]

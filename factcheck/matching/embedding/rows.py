"""What a model made, as an embedder hands it out."""

from typing import TYPE_CHECKING, Any

from factcheck.matching.embedding.protocol import EmbeddingFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Of a longer text the beginning is embedded: models average, more would only blur it. Characters.
LONGEST = 1_500


def unit(made: Any, texts: int, dimension: int) -> "NDArray[np.float32]":
    """A row of length one for each text. Raises EmbeddingFailed for what is none: another number or
    size of rows, what is no number, and what points nowhere."""
    import numpy as np

    if not texts:
        return np.empty((0, dimension), dtype=np.float32)
    with np.errstate(over="ignore", invalid="ignore"):  # told below
        rows = np.asarray(made, dtype=np.float32)
        if rows.shape != (texts, dimension):
            raise EmbeddingFailed(f"{rows.shape} came, {(texts, dimension)} is expected.")
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    if not (np.isfinite(lengths) & (lengths > 0)).all():
        raise EmbeddingFailed("The embedder answered what is no vector.")
    return rows / lengths

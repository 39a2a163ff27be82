"""What the stories of matching share: an embedder that answers, or fails, as it is told."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from factcheck.matching.embedding import EmbeddingFailed
from factcheck.matching.index import halfvec, index


class Meanings:
    """An embedder that knows what is meant: texts of one subject point the same way."""

    def __init__(self, model: str = "meanings@1", dimension: int = 8) -> None:
        self.model, self.dimension, self.failing = model, dimension, False
        self.subjects: list[str] = []

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if self.failing:
            raise EmbeddingFailed("The embedder is down.")
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            known = [at for at, subject in enumerate(self.subjects) if subject in text.lower()]
            row[known[0] if known else self.dimension - 1] = 1
        return rows


@pytest.fixture(autouse=True)
def by_words_alone(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """No embedder, but the one that a test chooses."""

    def choose(embedder: Any) -> None:
        monkeypatch.setattr(index, "embedder", lambda: embedder)

    choose(None)
    return choose


@pytest.fixture
def meanings(by_words_alone: Callable[[Any], None]) -> Meanings:
    made = Meanings()
    by_words_alone(made)
    return made


@pytest.fixture(params=["pgvector", "this process"])
def searched_by(request: Any, db: None) -> Iterator[str]:
    """With PostgreSQL's own search among vectors, and without."""
    from tests import raw

    if request.param == "this process":
        for side in ("claims", "publications"):
            raw.run(f"ALTER TABLE {side}_matchvector DROP COLUMN near")
    halfvec.has.cache_clear()
    yield request.param
    halfvec.has.cache_clear()

"""Any address that speaks OpenAI's embeddings API: a model server in the house, or a service."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import httpx

from factcheck.matching.cleaning import clean
from factcheck.matching.embedding.protocol import EmbeddingFailed
from factcheck.matching.embedding.rows import LONGEST, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Texts in one request, and seconds: a person waits for the answer.
_BATCH, _PATIENCE = 64, 5.0
_LARGEST = 32 * 1024 * 1024  # bytes of an answer


class Endpoint:
    """`url` is the API's base, as `https://models.example/v1`; `dimension` what the model gives."""

    def __init__(self, url: str, model: str, key: str, dimension: int) -> None:
        self.model = f"endpoint:{model}"
        self.dimension = dimension
        self._name, self._url = model, url.rstrip("/") + "/embeddings"
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._client = httpx.Client(headers=headers, timeout=_PATIENCE)

    def embed(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        plain = [clean(text)[:LONGEST] or "-" for text in texts]
        rows: list[list[float]] = []
        for at in range(0, len(plain), _BATCH):
            rows += self._asked(plain[at : at + _BATCH])
        return unit(rows, len(plain), self.dimension)

    def _asked(self, texts: list[str]) -> list[list[float]]:
        try:
            with self._client.stream(
                "POST", self._url, json={"model": self._name, "input": texts}
            ) as response:
                response.raise_for_status()
                body = b""
                for part in response.iter_bytes():
                    body += part
                    if len(body) > _LARGEST:
                        raise EmbeddingFailed("The embedder's answer is far too long.")
            answer = httpx.Response(200, content=body).json()
        except (httpx.HTTPError, ValueError) as error:
            raise EmbeddingFailed(f"The embedder does not answer: {error!r}") from None
        return self._vectors(answer, len(texts))

    def _vectors(self, answer: Any, count: int) -> list[list[float]]:
        """In the texts' order, which an answer tells by its indexes."""
        try:
            found = {int(entry["index"]): list(entry["embedding"]) for entry in answer["data"]}
            rows = [[float(value) for value in found[at]] for at in range(count)]
        except (KeyError, TypeError, ValueError, OverflowError):
            raise EmbeddingFailed("The embedder did not give one vector for each text.") from None
        for row in rows:
            if len(row) != self.dimension:
                raise EmbeddingFailed(f"{len(row)} dimensions came, {self.dimension} are expected.")
        return rows

"""Texts as vectors, where a model is at hand. Without one the match goes by words alone.

protocol     what an embedder is, and how it fails
packaged     the multilingual Universal Sentence Encoder, in a wheel of its own; offline
endpoint     any address that speaks OpenAI's embeddings API
chosen       the one that the settings name
"""

from factcheck.matching.embedding.chosen import embedder
from factcheck.matching.embedding.protocol import Embedder, EmbeddingFailed

__all__ = ["Embedder", "EmbeddingFailed", "embedder"]

"""Texts as vectors, where a model is at hand. Without one the match goes by words alone.

protocol     what an embedder is, and how it fails
rows         what a model made, as an embedder hands it out
use          the multilingual Universal Sentence Encoder, in a wheel of its own; offline
minilm       MiniLM, in wheels of its own; offline, English alone
packaged     these two, by name
endpoint     any address that speaks OpenAI's embeddings API
chosen       the one that the settings name
"""

from factcheck.matching.embedding.chosen import embedder
from factcheck.matching.embedding.protocol import Embedder, EmbeddingFailed

__all__ = ["Embedder", "EmbeddingFailed", "embedder"]

"""The extractor that asks a language model: off unless FACTCHECK_EXTRACTOR names `extract`.

What is asked and what is believed is pure, in `claims.extraction.model`; here is the way to the
server, an OpenAI-compatible chat-completions endpoint, and its settings.
"""

from claims.language_model.extractor import extract

__all__ = ["extract"]

"""Claims as a language model sees them, and what of that may be believed. Pure: no network here.

    rules' sentences ─ asking ─ (the model, elsewhere) ─ answers ─ checking ─ candidates

The rules find the sentences; the model is shown them, numbered, and says which state something that
deserves a check. An article may hold words that are written for the model ("ignore the above"), and
a model makes things up: so whatever it answers is held against the text. Spans are ours; quotes
must be in the sentence that is named, numbers and names of a wording in the article.
"""

from claims.extraction.model.answers import NoAnswer
from claims.extraction.model.reading import Ask, extract

__all__ = ["Ask", "NoAnswer", "extract"]

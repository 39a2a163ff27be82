"""Where the sentences of a text are, and in which language it is: French and English. Pure.

blocks       paragraphs and list items: no sentence reaches across them
boundaries   where the sentences of a block end
words        a text's words, with their places
writing      what it takes to read a language, as lists of words: `lists/`
language     the languages that are read, and which of them a text is in
"""

from collections.abc import Iterator

from factcheck.sentences.blocks import blocks
from factcheck.sentences.boundaries import sentences
from factcheck.sentences.language import SUPPORTED, guess_language, likely_language
from factcheck.sentences.writing import load

__all__ = ["SUPPORTED", "guess_language", "likely_language", "spans"]


def spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence and headline, in code points, in order; a bullet or white
    space at the end is in none, or hardly. `language` is one of `SUPPORTED`."""
    writing = load(language)
    for block in blocks(text):
        yield from sentences(text, block.start, block.end, writing)

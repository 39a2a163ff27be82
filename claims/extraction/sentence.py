"""One sentence as the features see it: its words, and which of them are on which list."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.lexicon import Hit, Lexicon
from factcheck.sentences.words import Word, words


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    words: Sequence[Word]
    hits: dict[str, list[Hit]]
    lexicon: Lexicon

    def said(self, first: int, last: int) -> str:
        """The words from `first` to `last` (not included) as they are written."""
        return self.text[self.words[first].start : self.words[last - 1].end]


def read(text: str, lexicon: Lexicon) -> Sentence:
    found = words(text, 0, len(text))
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in lexicon.find(found):
        hits[hit.topic].append(hit)
    return Sentence(text, found, dict(hits), lexicon)

"""The word lists of a language, read from `lexicons/`, and finding them in a sentence.

Beside what it takes to read the language (`factcheck.sentences.writing`) there are two:
`speech.txt` has what tells that somebody says something, and how they are called;
`wording.txt` what tells a claim from other sentences, one topic a section. An entry is a word or a
phrase, and `augment*` stands for every word that begins so.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from factcheck.sentences.words import Word, words
from factcheck.sentences.writing import Sections, Writing, read, sections_of

_FOLDER = Path(__file__).parent / "lexicons"
_STEM = 3  # stems are looked up by their first letters
_LONGEST_WORD = 40


class Entry(NamedTuple):
    topic: str
    phrase: tuple[str, ...]

    def goes_on(self, sentence: Sequence[Word], at: int) -> bool:
        """Whether the words after the first, which is at `at`, are in the sentence as well."""
        if at + len(self.phrase) > len(sentence):
            return False
        for pattern in self.phrase[1:]:
            at += 1
            if not _fits(sentence[at].norm, pattern):
                return False
        return True


class Hit(NamedTuple):
    """Words `first` to `last` (not included) of a sentence are an entry of `topic`."""

    topic: str
    first: int
    last: int


class Lexicon(Writing):
    def __init__(self, language: str, writing: Sections, wording: Sections) -> None:
        super().__init__(language, writing)
        self.topics = frozenset(wording)
        self._exact: dict[str, list[Entry]] = defaultdict(list)
        self._stems: dict[str, list[Entry]] = defaultdict(list)
        for topic, entries in wording.items():
            for entry in entries:
                self._index(Entry(topic, _phrase(entry)))
        self._beginning_with = lru_cache(maxsize=8192)(self._entries_beginning_with)

    def find(self, sentence: Sequence[Word]) -> Iterator[Hit]:
        """Every entry in the sentence: of one topic the longest, and none inside another."""
        taken: dict[str, int] = {}
        for at, word in enumerate(sentence):
            if len(word.norm) > _LONGEST_WORD:
                continue
            for entry in self._beginning_with(word.norm):
                length = len(entry.phrase)
                if at < taken.get(entry.topic, 0) or (
                    length > 1 and not entry.goes_on(sentence, at)
                ):
                    continue
                taken[entry.topic] = at + length
                yield Hit(entry.topic, at, at + length)

    def _index(self, entry: Entry) -> None:
        first = entry.phrase[0]
        if first.endswith("*"):
            self._stems[first[:_STEM]].append(entry)
        else:
            self._exact[first].append(entry)

    def _entries_beginning_with(self, word: str) -> tuple[Entry, ...]:
        stems = [e for e in self._stems.get(word[:_STEM], ()) if _fits(word, e.phrase[0])]
        return tuple(sorted(self._exact.get(word, []) + stems, key=lambda e: -len(e.phrase)))


@cache
def load(language: str) -> Lexicon:
    folder = _FOLDER / language
    reading = sections_of(language) | read(folder / "speech.txt")
    return Lexicon(language, reading, read(folder / "wording.txt"))


def _phrase(entry: str) -> tuple[str, ...]:
    """The entry's words; a word keeps the star behind it, the last one its apostrophe (j')."""
    return tuple(
        word.norm + (sign if (sign := entry[word.end : word.end + 1]) in ("*", "'") else "")
        for word in words(entry, 0, len(entry))
    ) or (entry,)


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern

"""What a checker would notice in a sentence. Each feature has a code and the words that show it."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from claims.extraction.numbers import TOPICS as numbers_in_words
from claims.extraction.numbers import numbers
from claims.extraction.sentence import Sentence
from claims.extraction.tense import futures, past_events

Shown = dict[str, list[str]]
_ENOUGH = 20  # numbers in a sentence; more make a table of it


class Length(NamedTuple):
    code: str
    fewest: int
    most: int


_LENGTHS = (
    Length("very_short", 0, 4),
    Length("short", 5, 8),
    Length("long", 46, 70),
    Length("very_long", 71, 10**9),
)


def features(sentence: Sentence, names: list[str]) -> Shown:
    """Codes with the words that show them, every word once. Codes are explained in `ranking`."""
    shown: Shown = defaultdict(list)
    for code, words in (
        *_of_lists(sentence),
        *_of_numbers(sentence),
        *(("name", name) for name in names),
        *(("past_event", words) for words in past_events(sentence)),
        *(("future", words) for words in futures(sentence)),
        *_of_shape(sentence),
    ):
        if words not in shown[code]:
            shown[code].append(words)
    if not any(code in shown for code in ("name", "figure", "percentage", "money", "date")):
        shown["no_anchor"].append("")
    return dict(shown)


def _of_lists(sentence: Sentence) -> Iterator[tuple[str, str]]:
    for topic, hits in sentence.hits.items():
        if topic not in numbers_in_words:
            for hit in hits:
                yield topic.replace(" ", "_"), sentence.said(hit.first, hit.last)


def _of_numbers(sentence: Sentence) -> Iterator[tuple[str, str]]:
    for number in islice(numbers(sentence), _ENOUGH):
        if number.code != "time":  # a time of day is nothing to look up
            yield number.code, sentence.text[number.start : number.end]


def _of_shape(sentence: Sentence) -> Iterator[tuple[str, str]]:
    count = len(sentence.words)
    for length in _LENGTHS:
        if length.fewest <= count <= length.most:
            yield length.code, str(count)
    if sentence.words and sentence.words[0].norm in sentence.lexicon.words("weak openings"):
        yield "weak_opening", sentence.said(0, 1)
    if "!" in sentence.text[-4:]:
        yield "exclamation", ""
    if "?" in sentence.text:
        yield "question_inside", ""

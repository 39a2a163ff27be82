"""A text as it is kept: its terms and what they weigh. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from factcheck.matching import bm25
from factcheck.matching.asking import Text
from factcheck.matching.index import hashing
from factcheck.matching.terms import terms


@dataclass(frozen=True, slots=True)
class Entry:
    """`about` says whose text it is: a claim's number, a verdict's id."""

    about: Any
    text: Text
    #: By number, each with its weight.
    terms: dict[int, float] = field(repr=False)


def entry(about: Any, text: Text, *, also: Iterable[Text] = ()) -> Entry:
    """`also` are texts that help to find it, such as a headline; it is judged by `text` alone."""
    own = terms(text.words, text.language)
    others = [term for each in also for term in terms(each.words, each.language)]
    weights = bm25.weights([*own, *others])
    numbered = {hashing.number(term): weight for term, weight in weights.items()}
    # By this it is found when it is repeated, however common all of its words are.
    kept = Text(text.words.replace("\0", " "), text.language)  # PostgreSQL stores no NUL
    return Entry(about, kept, numbered | ({hashing.repeat(own): 0.0} if own else {}))

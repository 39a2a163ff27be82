"""A text as it is kept: its terms and what they weigh. Pure."""

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
    headline: Text | None
    #: By number, each with its weight.
    terms: dict[int, float] = field(repr=False)


def entry(about: Any, text: Text, *, headline: Text | None = None) -> Entry:
    """The headline of its check helps to find it, and to tell how alike it is: see `wordings`."""
    own = terms(*text)
    weights = bm25.weights(own + (terms(*headline) if headline else []))
    numbered = {hashing.number(term): weight for term, weight in weights.items()}
    # By this it is found when it is repeated, however common all of its words are.
    repeated = {hashing.repeat(own): 0.0} if own else {}
    return Entry(about, _kept(text), _kept(headline) if headline else None, numbered | repeated)


def _kept(text: Text) -> Text:
    """PostgreSQL stores no NUL."""
    return Text(text.words.replace("\0", " "), text.language)

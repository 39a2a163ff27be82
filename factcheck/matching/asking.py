"""The terms that a text is looked for by: its own, and what they are in another language. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

from factcheck.matching.cleaning import clean
from factcheck.matching.terms import spelled
from factcheck.matching.translating import translations


class Text(NamedTuple):
    """What is said, and a BCP 47 tag of its language."""

    words: str
    language: str


class Asked(NamedTuple):
    """A text that is looked for. The score of a candidate is the sum over `terms` of
    `terms[t] * bm25.idf(df(t), n) * bm25.weight(tf in the candidate, its length)`."""

    text: Text
    #: How much a candidate's term counts: 1, or less for a translation. A word that is repeated
    #: counts once: posts repeat what they shout, not what they claim.
    terms: Mapping[str, float]
    #: The text's own terms in their order, once each, and what each is in the other language.
    own: Mapping[str, Mapping[str, float]]


def ask(text: Text) -> Asked:
    """`terms` is empty for a text of stop words alone."""
    own: dict[str, Mapping[str, float]] = {}
    for term, word in spelled(clean(text.words), text.language):
        if term not in own:
            own[term] = translations(word, text.language) if word else {}
    found: dict[str, float] = {}
    for elsewhere in own.values():
        for term, counts in elsewhere.items():
            found[term] = max(counts, found.get(term, 0.0))
    return Asked(text, found | dict.fromkeys(own, 1.0), own)

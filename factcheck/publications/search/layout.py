"""Which words of a document are searched, in which order, and how much each weighs.

A document's words have places 1, 2, 3 …, as PostgreSQL counts them; `marking` finds them again by
the same counting. Between two fields a gap is left, so that no phrase reaches over it.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from factcheck.publications.search import words
from factcheck.publications.search.words import Word

GAP = 4
#: Of a longer document the rest is not searched: PostgreSQL knows 16,383 places, and 1 MB of words.
MOST_PLACES, MOST_CHARACTERS = 16_000, 60_000

WEIGHTS = "ABCD"


class Field(NamedTuple):
    weight: str
    name: str
    text: str


class Placed(NamedTuple):
    field: Field
    place: int
    word: Word


def fields(document: dict[str, Any]) -> Iterator[Field]:
    """Heaviest first. Quotes of the evidence are left out: they say what others said at length."""
    claim = document["claim"]
    yield Field("A", "claim.text", claim["text"])
    yield Field("A", "headline", document["headline"])
    if claim["claimant"]:
        yield Field("B", "claim.claimant.name", claim["claimant"]["name"])
    for number, topic in enumerate(document["topics"]):
        yield Field("B", f"topics.{number}", topic)
    yield Field("C", "summary", document["summary"])
    for number, place in enumerate(claim["appearances"]):
        at = f"claim.appearances.{number}"
        if place["selector"]["exact"] != claim["text"]:
            yield Field("D", f"{at}.selector.exact", place["selector"]["exact"])
        yield Field("D", f"{at}.title", place["title"])
        if place["publisher"]:
            yield Field("D", f"{at}.publisher", place["publisher"])
    for number, item in enumerate(document["evidence"]):
        yield Field("D", f"evidence.{number}.source.title", item["source"]["title"])
        if item["source"]["publisher"]:
            yield Field("D", f"evidence.{number}.source.publisher", item["source"]["publisher"])


def placed(document: dict[str, Any]) -> Iterator[Placed]:
    """The words of every field with their places, as many as there is room for."""
    place, weight, room = 0, WEIGHTS[0], MOST_CHARACTERS
    for field in fields(document):
        # Each weight is a vector of its own, and takes one place more to mark where it ends.
        place += GAP + ord(field.weight) - ord(weight)
        weight = field.weight
        for word in words.of(field.text):
            place += 1
            room -= len(word.text)
            if place > MOST_PLACES or room < 0:
                return
            yield Placed(field, place, word)

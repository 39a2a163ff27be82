"""What the record has of an article: the places where claims were said, by its address."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urldefrag
from uuid import UUID

import orjson

from factcheck.publications.annotating.repeats import Repeated
from factcheck.publications.annotating.words import Word, norms
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.models import PublishedClaim

_MOST = 500


class Appearance(NamedTuple):
    """A passage of the article, and the verdict's document; `selector` is as the record has it."""

    document: dict[str, Any]
    selector: dict[str, Any]


def at(address: str) -> list[Appearance]:
    """The newest verdicts first. An address is the same with and without what comes after the #.
    One statement."""
    addresses = {address, urldefrag(address).url}
    heads = PublishedClaim.objects.filter(urls__overlap=sorted(addresses))
    heads = heads.exclude(status=WITHDRAWN).order_by("-first_published_at", "-pk")
    return [
        Appearance(document, place["selector"])
        for body in heads.values_list("body", flat=True)[:_MOST]
        for document in [orjson.loads(body)]
        for place in document["claim"]["appearances"]
        if place["url"] in addresses
    ]


def anchored(
    found: Sequence[Appearance], text: Sequence[Word]
) -> tuple[list[Repeated], list[Appearance]]:
    """Where these passages stand in a text, word for word; and those that are nowhere in it."""
    said = [word.norm for word in text]
    begins: dict[str, list[int]] = {}
    for place, norm in enumerate(said):
        begins.setdefault(norm, []).append(place)
    repeated: list[Repeated] = []
    orphans = []
    for each in found:
        words = norms(each.selector["exact"])
        places = [
            place
            for place in begins.get(words[0] if words else "", ())
            if said[place : place + len(words)] == words
        ]
        for place in places:
            start, end = text[place].start, text[place + len(words) - 1].end
            repeated.append(Repeated(UUID(each.document["id"]), start, end, exact=True))
        if not places:
            orphans.append(each)
    return repeated, orphans

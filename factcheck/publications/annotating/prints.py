"""The fingerprints by which a passage is found where it is repeated. Pure.

Winnowing (Schleimer, Wilkerson & Aiken, 2003): of the shingles of a passage, `WORDS` words each,
the smallest of every `WINDOW` is kept. Of a text all shingles are looked up. So whatever repeats
`WORDS + WINDOW - 1` words in a row is found, and a passage of `WORDS` words or more that is
repeated as a whole. Shorter ones are found as sentences.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.matching.index import hashing
from factcheck.publications.annotating.words import norms

WORDS, WINDOW = 4, 3


def passages(document: dict[str, Any]) -> Iterator[str]:
    """The words of a verdict's claim: as the desk puts it, and as it was said in each place."""
    claim = document["claim"]
    seen = set()
    for passage in (claim["text"], *(p["selector"]["exact"] for p in claim["appearances"])):
        if passage not in seen:
            seen.add(passage)
            yield passage


def of(document: dict[str, Any]) -> dict[int, float]:
    """What a verdict is found by where it is repeated, as terms that weigh nothing."""
    return {
        number: 0.0
        for passage in passages(document)
        for _place, number in chosen(shingles(norms(passage)))
    }


def shingles(words: Sequence[str]) -> list[int]:
    """The number of each run of `WORDS` words, by where it begins."""
    return [hashing.phrase(words[at : at + WORDS]) for at in range(max(0, len(words) - WORDS + 1))]


def chosen(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Those that are kept, with where they begin."""
    last = -1
    for first in range(max(1, len(numbers) - WINDOW + 1) if numbers else 0):
        window = range(first, min(first + WINDOW, len(numbers)))
        least = min(window, key=lambda at: (numbers[at], -at))
        if least != last:
            last = least
            yield least, numbers[least]

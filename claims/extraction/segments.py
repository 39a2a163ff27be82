"""A text's sentences, and what kind of passage each one is."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from claims.extraction.lexicon import Lexicon
from claims.extraction.metadata import body_start, is_caption, is_metadata
from factcheck.sentences.blocks import Block, blocks
from factcheck.sentences.boundaries import sentences


class Kind(Enum):
    STATEMENT = "statement"
    QUESTION = "question"
    HEADLINE = "headline"
    METADATA = "metadata"
    FRAGMENT = "fragment"


class Segment(NamedTuple):
    start: int
    end: int
    kind: Kind


_LAST_SIGNS = re.compile(r"([.!?…;,:]*)[\s\"'’”»›)\]]*\Z")
_INVISIBLE = " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u200b\u200c\u200d\u2060\ufeff\u00ad\u2028\u2029"
_HEADLINE = 25  # words; a paragraph without a full stop that has more is a sentence without one
_FRAGMENT = 12  # characters; fewer state nothing
_REMNANT = 6  # words; a few words without a full stop after others are none


def segments(text: str, lexicon: Lexicon) -> Iterator[Segment]:
    """In the order of the text, without overlap, without white space around them."""
    for block in blocks(text):
        start = body_start(text, *_trimmed(text, block.start, block.end))
        spans = [_trimmed(text, *span) for span in sentences(text, start, block.end, lexicon)]
        spans = [span for span in spans if span[0] < span[1]]
        if len(spans) > 1 and _is_note(text, spans):
            yield from (Segment(*span, Kind.METADATA) for span in spans)
        else:
            yield from (Segment(*s, _kind(text, block, *s, len(spans) == 1)) for s in spans)


def _is_note(text: str, spans: list[tuple[int, int]]) -> bool:
    """A short block that begins as a note is one as a whole; so is one that ends in a credit."""
    first, whole = text[slice(*spans[0])], text[spans[0][0] : spans[-1][1]]
    return is_caption(whole) or (is_metadata(first) and is_metadata(whole))


def _kind(text: str, block: Block, start: int, end: int, alone: bool) -> Kind:
    words = text[start:end]
    if len(words) < _FRAGMENT:
        return Kind.FRAGMENT
    if is_metadata(words):
        return Kind.METADATA
    signs = _signs(words)
    if "?" in signs:
        return Kind.QUESTION
    if any(sign in signs for sign in ".!…"):
        return Kind.STATEMENT
    if block.item or signs in (";", ","):
        return Kind.STATEMENT
    limit = _HEADLINE if alone else _REMNANT
    return Kind.HEADLINE if len(words.split()) <= limit else Kind.STATEMENT


def _signs(words: str) -> str:
    found = _LAST_SIGNS.search(words[-40:])
    return found.group(1) if found else ""


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _INVISIBLE:
        start += 1
    while end > start and text[end - 1] in _INVISIBLE:
        end -= 1
    return start, end

"""A span as it is found again: its words, and those before and after. Pure.

A W3C text quote selector (Web Annotation Data Model, 4.2.4) and a text position selector in one.
Offsets count the Unicode code points of the text as it was sent.
"""

import unicodedata
from typing import Any

_CONTEXT = 32  # characters


def selector(text: str, start: int, end: int) -> dict[str, Any]:
    end = _whole(text, end)
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[_whole(text, max(0, start - _CONTEXT)) : start],
        "suffix": text[end : end + _CONTEXT],
    }


def orphan(kept: dict[str, Any]) -> dict[str, Any]:
    """Of words that are in no text that we were sent: as the record has them, nowhere."""
    return {
        "start": None,
        "end": None,
        "exact": kept["exact"],
        "prefix": kept["prefix"],
        "suffix": kept["suffix"],
    }


def _whole(text: str, place: int) -> int:
    """Behind the marks that belong to the letter before."""
    while 0 < place < len(text) and unicodedata.category(text[place])[0] == "M":
        place += 1
    return place

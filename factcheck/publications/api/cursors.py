"""Opaque cursors: where a list or the change feed goes on. Partners keep them, and read nothing in.

A cursor says what it belongs to, so that one from another query or another life of the record is
refused instead of silently giving other results.
"""

import base64
import binascii
import zlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson

from factcheck.problems import Problem
from factcheck.publications.models import UNKNOWN_DATE
from factcheck.publications.queries import Feed, Selection
from factcheck.publications.search.finding import Place

_LARGEST = 2**63 - 1


def after_verdict(body: bytes, selection: Selection) -> str:
    """The cursor of the page that follows the one that ends with this document."""
    document = orjson.loads(body)
    if selection.order == "claimed":
        position = document["claim"].get("claimed_on") or UNKNOWN_DATE
    else:
        position = document["first_published_at"]
    return _encode(["v", _fingerprint(selection), position, document["id"]])


def read_position(text: str, selection: Selection) -> tuple[date | datetime, UUID]:
    """Where the list goes on. Raises a 400 for a cursor that is broken or of another query."""
    parts = _decode(text, "v", 3)
    try:
        fingerprint, position, id = parts
        kind = date if selection.order == "claimed" else datetime
        found = kind.fromisoformat(position), UUID(id)
    except (TypeError, ValueError, AttributeError):
        raise _broken() from None
    if fingerprint != _fingerprint(selection):
        raise _of_another()
    return found


def after_place(place: Place, selection: Selection, asked: str) -> str:
    """The cursor of what follows this place of a search."""
    return _encode(["q", _fingerprint(selection, asked), *place])


def read_place(text: str, selection: Selection, asked: str) -> Place:
    """Where a search goes on. Raises a 400 for a cursor that is broken or of another search."""
    fingerprint, rank, number, begun = _decode(text, "q", 4)
    if not isinstance(rank, float) or not all(_is_number(each) for each in (number, begun)):
        raise _broken()
    if fingerprint != _fingerprint(selection, asked):
        raise _of_another()
    return Place(rank, number, begun)


def after_change(feed: Feed, sequence: int) -> str:
    """The cursor of what follows this entry of the change feed."""
    return _encode(["c", feed.epoch, sequence])


def read_sequence(text: str, feed: Feed) -> int:
    """The last entry that the partner has seen.

    Raises a 400 for a cursor that is broken or ahead of the feed, a 410 for one of another epoch.
    """
    epoch, sequence = _decode(text, "c", 2)
    if not isinstance(epoch, str) or not _is_number(sequence):
        raise _broken()
    if epoch != feed.epoch:
        raise Problem(
            "epoch-ended",
            "The record was restored since this cursor was given, and may lack what you have seen."
            " Resync: read changes/ from the start, without a cursor, and replace your copy.",
            parameter="cursor",
        )
    if sequence > feed.last:
        raise Problem(
            "invalid-cursor",
            "This cursor is ahead of the feed: use the one that the last answer gave you.",
            parameter="cursor",
        )
    return sequence


def _fingerprint(selection: Selection, asked: str = "") -> int:
    parts = (sorted(selection.filters.items()), selection.order, selection.newest_first, asked)
    return zlib.crc32(repr(parts).encode())


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _encode(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def _decode(text: str, kind: str, length: int) -> list[Any]:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        parts = orjson.loads(raw)
    except (binascii.Error, ValueError):
        raise _broken() from None
    if not isinstance(parts, list) or len(parts) != length + 1 or parts[0] != kind:
        raise _broken()
    return parts[1:]


def _of_another() -> Problem:
    return Problem(
        "invalid-cursor",
        "This cursor belongs to a list with other filters or another order: keep them while"
        " you page, or start without a cursor.",
        parameter="cursor",
    )


def _broken() -> Problem:
    return Problem(
        "invalid-cursor",
        "This is no cursor of this list: send one exactly as an answer gave it, or none to start.",
        parameter="cursor",
    )

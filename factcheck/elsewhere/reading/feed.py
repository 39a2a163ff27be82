"""Which form a feed has, and its pieces, one at a time. Pure."""

from collections.abc import Iterator
from itertools import chain

from factcheck.elsewhere.reading import lines, pages, splitting
from factcheck.elsewhere.reading.pieces import LARGEST, Input, Piece, Unreadable, loads

#: What a file of another kind begins with.
_OTHER = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"\xff\xfe": "utf16",
    b"\xfe\xff": "utf16",
}


def read(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """The pieces of a feed of any form. No more than one of them is in memory, and a chunk.

    Raises Unreadable, at once or where it goes wrong; what came before is sound.
    """
    head, is_whole = _head(chunks)
    for start, code in _OTHER.items():
        if head.startswith(start):
            raise Unreadable(code)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise Unreadable("empty")
    given = Input(chain([text], chunks))
    if text.startswith(b"<"):
        yield from pages.read(given)
    elif is_whole and (piece := _whole(text)):
        yield piece
    elif lines.has_lines(text):
        yield from lines.read(given)
    else:
        yield from splitting.split(given)


def _head(chunks: Iterator[bytes]) -> tuple[bytes, bool]:
    """As much as a piece may have, and whether that is all."""
    head = bytearray()
    for chunk in chunks:
        head += chunk
        if len(head) > LARGEST:
            return bytes(head), False
    return bytes(head), True


def _whole(text: bytes) -> Piece | None:
    """A feed that is no larger than a piece is one, so that its parts can refer to each other."""
    try:
        return Piece("", loads(text))
    except (ValueError, RecursionError):
        return None

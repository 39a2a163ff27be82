"""The items of a feed, whatever its form and length: what an importer accounts for. Pure."""

from collections.abc import Iterator

from factcheck.elsewhere.reading import feed, items
from factcheck.elsewhere.reading.items import Found
from factcheck.elsewhere.reading.pieces import Unreadable


def read(chunks: Iterator[bytes]) -> Iterator[Found]:
    """Each review, and what stands where one should be, in the feed's order.

    Raises Unreadable, at once or where the feed can be read no further; what came before is sound.
    """
    count, else_too = 0, False
    for piece in feed.read(chunks):
        else_too = else_too or piece.else_too
        for found in _items(piece):
            count += 1
            yield found
    if else_too and not count:
        raise Unreadable("no_review")


def _items(piece: feed.Piece) -> Iterator[Found]:
    if piece.fault:
        yield Found(piece.place, {}, piece.fault, piece.detail)
    else:
        yield from items.reviews(piece.value, piece.place, else_too=piece.else_too)

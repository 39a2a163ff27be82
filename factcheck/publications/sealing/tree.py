"""The record's tree: its leaves are the feed's entries; the nodes over each 256 are kept.

A leaf is the canonical JSON (RFC 8785) of what everybody may know of a publication:

    {"content_hash": "…", "id": "<verdict>", "sequence": 17, "version": 2}
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce

from factcheck import canonical
from factcheck.publications.models import FeedEntry, TreeNode
from factcheck.publications.sealing import merkle
from factcheck.publications.sealing.merkle import Nodes

T = TypeVar("T")
_Span = tuple[int, int, int]

#: Nodes of every eighth level are kept: a tile of 256 of them makes one of the next.
_STEP = 8
_TILE = 1 << _STEP
#: Whoever puts nodes in; any number will do, as long as all use the same.
_LOCK = 7_310_462_002
_CHUNK = 64


class Leaf(NamedTuple):
    """An entry of the feed, as the tree covers it. Its index in the tree is its sequence less 1."""

    sequence: int
    id: UUID
    version: int
    content_hash: str

    def as_json(self) -> dict[str, str | int]:
        return self._asdict() | {"id": str(self.id)}

    def hash(self) -> bytes:
        return merkle.leaf_hash(canonical.canonical_bytes(self.as_json()))


def leaves(start: int, end: int) -> list[Leaf]:
    """The leaves with index `start` to `end` - 1."""
    return _leaves([(start, end)])


def leaf_of(id: UUID, version: int) -> Leaf | None:
    """The leaf of a version of a verdict, or None."""
    entry = FeedEntry.objects.filter(publication__verdict=id, publication__version=version)
    found = entry.values_list("sequence", "publication__content_hash").first()
    return Leaf(found[0], id, version, found[1]) if found else None


def extend() -> int:
    """Put in the nodes over what is new; returns how many entries there are."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        size = _size()
        level, below = _STEP, size
        while below := below // _TILE:
            _extend(level, below)
            level += _STEP
    return size


def root(size: int) -> bytes:
    """The root over the first `size` entries."""
    return _answered(lambda nodes: merkle.root(size, nodes))


def inclusion(index: int, size: int) -> list[bytes]:
    """The path from a leaf to that root. Raises ValueError where there is none."""
    return _answered(lambda nodes: merkle.inclusion(index, size, nodes))


def consistency(first: int, second: int) -> list[bytes]:
    """That the record of `first` entries is the beginning of the later one. Raises ValueError."""
    return _answered(lambda nodes: merkle.consistency(first, second, nodes))


def leaf_hashes() -> Iterator[bytes]:
    """Of all leaves, from the rows themselves, in a pass that holds few of them."""
    for start in range(0, _size(), _CHUNK * _TILE):
        for leaf in leaves(start, start + _CHUNK * _TILE):
            yield leaf.hash()


def _answered(ask: Callable[[Nodes], T]) -> T:
    """An answer of the tree, with the nodes that it takes read at once: first it is asked for in
    vain, to learn which they are."""
    wanted: set[tuple[int, int]] = set()

    def note(level: int, index: int) -> bytes:
        wanted.add((level, index))
        return merkle.EMPTY

    ask(note)
    kept = _kept([_made_of(level, index) for level, index in wanted])

    def look_up(level: int, index: int) -> bytes:
        base, start, end = _made_of(level, index)
        return merkle.root_of(kept[base, place] for place in range(start, end))

    return ask(look_up)


def _made_of(level: int, index: int) -> _Span:
    """The nodes of a kept level that make this one: level, first, end."""
    base = level // _STEP * _STEP
    width = 1 << (level - base)
    return base, index * width, (index + 1) * width


def _kept(spans: Iterable[_Span]) -> dict[tuple[int, int], bytes]:
    rows = list(spans)
    found = {
        (0, leaf.sequence - 1): leaf.hash()
        for leaf in _leaves([(start, end) for base, start, end in rows if base == 0])
    }
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.level, n.index, n.hash"
            " FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS span (level, first, past)"
            " JOIN publications_treenode n ON n.level = span.level"
            " AND n.index >= span.first AND n.index < span.past",
            columns or [[], [], []],
        )
        return found | {(level, index): bytes(hash) for level, index, hash in cursor}


def _extend(level: int, count: int) -> None:
    """Keep all nodes of this level, of which there are so many."""
    have = TreeNode.objects.filter(level=level).count()
    for first in range(have, count, _CHUNK):
        past = min(first + _CHUNK, count)
        below = _below(level, first * _TILE, past * _TILE)
        TreeNode.objects.bulk_create(
            TreeNode(
                level=level, index=index,
                hash=merkle.root_of(below[(index - first) * _TILE : (index - first + 1) * _TILE]),
            )
            for index in range(first, past)
        )  # fmt: skip


def _below(level: int, start: int, end: int) -> list[bytes]:
    """The hashes that nodes of this level are made of."""
    if level == _STEP:
        return [leaf.hash() for leaf in leaves(start, end)]
    kept = _kept([(level - _STEP, start, end)])
    return [kept[level - _STEP, index] for index in range(start, end)]


def _size() -> int:
    return FeedEntry.objects.aggregate(last=Coalesce(Max("sequence"), 0))["last"]


def _leaves(spans: Sequence[tuple[int, int]]) -> list[Leaf]:
    """The leaves with these indexes, in their order."""
    firsts, pasts = [span[0] for span in spans], [span[1] for span in spans]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.sequence, p.verdict, p.version, p.content_hash"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS span (first, past)"
            " JOIN publications_feedentry f ON f.sequence > span.first AND f.sequence <= span.past"
            " JOIN publications_publication p ON p.id = f.publication_id ORDER BY f.sequence",
            [firsts, pasts],
        )
        return [Leaf(*row) for row in cursor]

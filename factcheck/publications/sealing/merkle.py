"""Merkle trees as of RFC 6962, section 2.1: roots, inclusion proofs, consistency proofs. Pure.

Hashes are 32 bytes. A `Nodes` function tells the hash of a complete subtree: the one of 2**level
leaves that begins at leaf index * 2**level. What is not complete is put together from those.
"""

import hashlib
from collections.abc import Callable, Iterable

Nodes = Callable[[int, int], bytes]

EMPTY = hashlib.sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that leaves are added to, in the memory of one path. `complete` is told of every
    subtree that becomes complete: its level, its index among those of the level, its hash."""

    def __init__(self, complete: Callable[[int, int, bytes], None] | None = None) -> None:
        self.size = 0
        self._complete = complete
        # The complete subtrees so far, the largest first: one for each bit of the size.
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """The next leaf, by its hash."""
        level, found = 0, leaf
        self.size += 1
        while self._peaks and self._peaks[-1][0] == level:
            found = node_hash(self._peaks.pop()[1], found)
            level += 1
            if self._complete:
                self._complete(level, (self.size >> level) - 1, found)
        self._peaks.append((level, found))

    def root(self) -> bytes:
        """Over all leaves so far."""
        if not self._peaks:
            return EMPTY
        *larger, (_level, found) = self._peaks
        for _level, peak in reversed(larger):
            found = node_hash(peak, found)
        return found


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over the leaves' hashes."""
    tree = Growing()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def root(size: int, nodes: Nodes) -> bytes:
    """The root of the first `size` leaves."""
    return _over(0, size, nodes) if size else EMPTY


def inclusion(index: int, size: int, nodes: Nodes) -> list[bytes]:
    """PATH(index, D[size]): the hashes that lead from a leaf to the root of the first `size`."""
    _check(0 <= index < size)
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_over(middle, end, nodes))
            end = middle
        else:
            path.append(_over(start, middle, nodes))
            start = middle
    return path[::-1]


def consistency(first: int, second: int, nodes: Nodes) -> list[bytes]:
    """PROOF(first, D[second]): that the tree of `first` leaves is how the later one begins."""
    _check(0 < first <= second)
    path: list[bytes] = []
    start, end, is_whole = 0, second, True  # whether the subtree at hand is one of the first tree
    while end != first:
        middle = start + _split(end - start)
        if first <= middle:
            path.append(_over(middle, end, nodes))
            end = middle
        else:
            path.append(_over(start, middle, nodes))
            start, is_whole = middle, False
    if not is_whole:
        path.append(_over(start, end, nodes))
    return path[::-1]


def _over(start: int, end: int, nodes: Nodes) -> bytes:
    """The root over these leaves: `start` is where a complete subtree of the size could begin."""
    size = end - start
    level = size.bit_length() - 1
    if size == 1 << level:
        return nodes(level, start >> level)
    middle = start + _split(size)
    return node_hash(_over(start, middle, nodes), _over(middle, end, nodes))


def _split(size: int) -> int:
    """The largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def _check(fits: bool) -> None:
    if not fits:
        raise ValueError("There is no such leaf, or no such tree.")

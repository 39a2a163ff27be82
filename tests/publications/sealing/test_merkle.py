"""The tree's arithmetic, against RFC 6962's definition and its authors' reference tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.publications.sealing import merkle
from tests.publications.sealing import proving

#: The eight leaves of Certificate Transparency's reference tests, and the roots over the first n.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                 "606162636465666768696a6b6c6d6e6f")
]  # fmt: skip
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}


@pytest.mark.parametrize("size", ROOTS)
def test_the_reference_tree(size: int) -> None:
    hashes = [merkle.leaf_hash(leaf) for leaf in LEAVES[:size]]
    assert merkle.root_of(hashes).hex() == ROOTS[size]
    assert merkle.root(size, nodes_of(hashes)).hex() == ROOTS[size]


def by_definition(hashes: list[bytes]) -> bytes:
    """MTH as RFC 6962 writes it down."""
    if len(hashes) < 2:
        return hashes[0] if hashes else merkle.EMPTY
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return merkle.node_hash(by_definition(hashes[:k]), by_definition(hashes[k:]))


def nodes_of(hashes: list[bytes]) -> merkle.Nodes:
    def nodes(level: int, index: int) -> bytes:
        width = 1 << level
        part = hashes[index * width : (index + 1) * width]
        assert len(part) == width, "only complete subtrees are asked for"
        return by_definition(part)

    return nodes


def leaves(size: int) -> list[bytes]:
    return [merkle.leaf_hash(str(n).encode()) for n in range(size)]


@given(size=st.integers(1, 70), data=st.data())
def test_every_leaf_is_proven_and_no_other(size: int, data: st.DataObject) -> None:
    hashes = leaves(size)
    root = by_definition(hashes)
    assert merkle.root(size, nodes_of(hashes)) == merkle.root_of(hashes) == root
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion(index, size, nodes_of(hashes))
    assert proving.inclusion(hashes[index], index, size, path, root)
    assert not proving.inclusion(merkle.leaf_hash(b"x"), index, size, path, root)
    assert not proving.inclusion(hashes[index], index, size, [*path, root], root)
    if path:
        assert not proving.inclusion(hashes[index], index, size, path[:-1], root)
    other = data.draw(st.integers(0, size - 1))
    assert proving.inclusion(hashes[index], other, size, path, root) == (other == index)


@given(second=st.integers(1, 70), data=st.data())
def test_a_beginning_is_proven_and_no_other(second: int, data: st.DataObject) -> None:
    hashes = leaves(second)
    first = data.draw(st.integers(1, second))
    old, new = by_definition(hashes[:first]), by_definition(hashes)
    path = merkle.consistency(first, second, nodes_of(hashes))
    assert proving.consistency(first, second, path, old, new)
    changed = [merkle.leaf_hash(b"changed"), *hashes[1:]]
    assert not proving.consistency(first, second, path, by_definition(changed[:first]), new)
    if first < second:
        assert not proving.consistency(first, second, path, old, old)


def test_what_is_not_there_has_no_proof() -> None:
    nodes = nodes_of(leaves(5))
    for index, size in ((5, 5), (-1, 5), (0, 0)):
        with pytest.raises(ValueError, match="no such"):
            merkle.inclusion(index, size, nodes)
    for first, second in ((0, 5), (6, 5)):
        with pytest.raises(ValueError, match="no such"):
            merkle.consistency(first, second, nodes)


def test_a_growing_tree_tells_of_each_complete_part_once() -> None:
    told: dict[tuple[int, int], bytes] = {}
    growing = merkle.Growing(lambda level, index, hash: told.update({(level, index): hash}))
    hashes = leaves(11)
    for leaf in hashes:
        growing.add(leaf)
    nodes = nodes_of(hashes)
    assert set(told) == {(1, n) for n in range(5)} | {(2, 0), (2, 1), (3, 0)}
    assert all(hash == nodes(*place) for place, hash in told.items())

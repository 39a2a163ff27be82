"""The tree anew from the publications, against what is stored of it, and against every head."""

from collections.abc import Collection, Iterator

from factcheck.publications.document import timestamp
from factcheck.publications.models import Epoch, SignedHead, TreeNode
from factcheck.publications.sealing import merkle, notes, tree
from factcheck.publications.sealing.notes import Verifier
from factcheck.publications.sealing.signing import Head


def differences(kept: Head | None, trusted: Collection[Verifier]) -> Iterator[str]:
    nodes = {
        (level, index): bytes(hash)
        for level, index, hash in TreeNode.objects.values_list("level", "index", "hash")
    }
    wrong: list[str] = []

    def compare(level: int, index: int, hash: bytes) -> None:
        if nodes.pop((level, index), hash) != hash:
            wrong.append(f"The tree's node {level}/{index} is not what the publications make it.")

    growing, roots = merkle.Growing(compare), {0: merkle.EMPTY}
    signed = list(SignedHead.objects.order_by("id"))
    wanted = {head.sequence for head in signed} | ({kept.sequence} if kept else set())
    for leaf in tree.leaf_hashes():
        growing.add(leaf)
        if growing.size in wanted:
            roots[growing.size] = growing.root()
    yield from wrong
    yield from (f"The tree's node {level}/{index} covers nothing." for level, index in nodes)
    for head in signed:
        yield from _unlike(_as_signed(head), roots, growing.size, f"The head {head.pk}")
        yield from _forged(head, trusted)
    if kept:
        yield from _unlike(kept, roots, growing.size, "The head that was kept")
        yield from _of_no_epoch(kept.epoch, "The head that was kept")


def _as_signed(head: SignedHead) -> Head:
    return Head("", head.sequence, head.root, head.note)


def _unlike(head: Head, roots: dict[int, bytes], size: int, name: str) -> Iterator[str]:
    if head.sequence > size:
        yield f"The record ends at {size}; {name[0].lower()}{name[1:]} saw {head.sequence}."
    elif head.sequence not in roots:
        yield f"{name} saw {head.sequence}, which the record does not have."
    elif roots[head.sequence].hex() != head.root_hash:
        yield f"{name} saw another record: up to {head.sequence} it is not this one."


def _of_no_epoch(token: str, name: str) -> Iterator[str]:
    if not Epoch.objects.filter(token=token).exists():
        yield f"{name} is of an epoch that never began here: {token}."


def _forged(head: SignedHead, trusted: Collection[Verifier]) -> Iterator[str]:
    try:
        key = Verifier.parse(head.key)
        said = key.open(head.note)
    except notes.BadNote as error:
        yield f"The head {head.pk}: {error}"
        return
    if (said.size, said.root.hex()) != (head.sequence, head.root):
        yield f"The head {head.pk}: its row says something else than its signed note."
    if said.time != timestamp(head.signed_at):
        yield f"The head {head.pk}: its row says another time than its signed note."
    yield from _of_no_epoch(said.epoch, f"The head {head.pk}")
    if trusted and key not in trusted:
        yield f"The head {head.pk} is signed by another key: {key}."

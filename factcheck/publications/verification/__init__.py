"""Proving the public record: every hash and chain, the feed's numbers, every head and its words,
the journal, the tree over all of it, and what was signed.

Nothing is trusted but the bytes. Rows are streamed; a million fit in a small process.
"""

from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils import timezone

from factcheck.publications.sealing import keys, merkle, signing, tree
from factcheck.publications.sealing.notes import Verifier
from factcheck.publications.sealing.signing import Head
from factcheck.publications.verification import chains, feed, found, journal, sealed


def differences(kept: Head | None = None, trusted: Collection[Verifier] = ()) -> Iterator[str]:
    """A sentence for everything that does not hold.

    `kept` is a head that somebody kept. `trusted` are the keys that heads may be signed by; without
    them, each need only be signed by the key that it names.
    """
    # Each check is one statement, so it sees one moment: a publication meanwhile disturbs nothing.
    with transaction.atomic():
        yield from chains.differences()
        yield from feed.differences()
        yield from found.differences()
        yield from journal.differences()
        yield from sealed.differences(kept, trusted)


def head_now() -> Head:
    """The head of the record as it stands, from the rows alone; signed, where the key is here."""
    growing = merkle.Growing()
    for leaf in tree.leaf_hashes():
        growing.add(leaf)
    said = signing.checkpoint(growing.size, growing.root(), timezone.now())
    signer = keys.signer()
    note = signer.sign(said) if signer else ""
    return Head(said.epoch, said.size, said.root.hex(), note)

"""The heads of the record: signed by the worker, shown to everybody, proven by whoever kept one."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.utils import timezone

from factcheck.publications.document import timestamp
from factcheck.publications.models import Epoch, SignedHead
from factcheck.publications.sealing import keys, notes, tree
from factcheck.publications.sealing.notes import BadNote, Checkpoint, Verifier

#: A head that stands for so long is signed again: nobody shows an old one for the newest.
FRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Head:
    """A short proof of the whole record up to a number, for somebody else to keep. `note` is its
    signed form, or empty."""

    epoch: str
    sequence: int
    root_hash: str
    note: str = ""

    @classmethod
    def parse(cls, text: str) -> "Head":
        """A head as we print it (JSON), or a signed note by itself. Raises ValueError."""
        try:
            if text.lstrip().startswith("{"):
                given = orjson.loads(text)
                head = cls(
                    str(given["epoch"]), given["sequence"], str(given["root_hash"]),
                    str(given.get("note", "")),
                )  # fmt: skip
            else:
                head = cls._of_note(text)
        except (KeyError, TypeError, orjson.JSONDecodeError):
            raise ValueError(_NO_HEAD) from None
        if type(head.sequence) is not int or not re.fullmatch("[0-9a-f]{64}", head.root_hash):
            raise ValueError(_NO_HEAD)
        if head.note and head != cls._of_note(head.note):
            raise ValueError("The head and its signed note say different things.")
        return head

    @classmethod
    def _of_note(cls, note: str) -> "Head":
        said = notes.parse(note)
        return cls(said.epoch, said.size, said.root.hex(), note)

    def as_json(self) -> dict[str, Any]:
        said: dict[str, Any] = {
            "epoch": self.epoch,
            "sequence": self.sequence,
            "root_hash": self.root_hash,
        }
        return said | {"note": self.note} if self.note else said

    def __str__(self) -> str:
        return orjson.dumps(self.as_json()).decode()

    def check_signature(self, trusted: Sequence[Verifier]) -> None:
        """Raises BadNote unless one of these keys signed it."""
        if not self.note:
            raise BadNote("The head is not signed.")
        for key in trusted[:-1]:
            with suppress(BadNote):
                key.open(self.note)
                return
        trusted[-1].open(self.note)


_NO_HEAD = (
    "This is no head of a record: it holds epoch, sequence and root_hash, or is a signed note."
)


def sign() -> SignedHead | None:
    """Sign the record as it stands, unless that was done already, lately. None without a key."""
    signer = keys.signer()
    if signer is None:
        return None
    size = tree.extend()
    last = latest()
    if last and last.sequence == size and timezone.now() - last.signed_at < FRESH:
        return last
    now = timezone.now()
    said = checkpoint(size, tree.root(size), now)
    return SignedHead.objects.create(
        sequence=size,
        root=said.root.hex(),
        key=str(signer.verifier),
        note=signer.sign(said),
        signed_at=now,
    )


def latest() -> SignedHead | None:
    return SignedHead.objects.order_by("-sequence", "-id").first()


def checkpoint(size: int, root: bytes, at: datetime) -> Checkpoint:
    """What there is to sign of the first `size` entries."""
    epoch = Epoch.objects.order_by("-number").values_list("token", flat=True).first()
    return Checkpoint(keys.origin(), size, root, epoch or "", timestamp(at))

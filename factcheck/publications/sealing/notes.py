"""A head's signed form: a checkpoint (c2sp.org/tlog-checkpoint) in a signed note (signed-note).

    desk.example/record            whose record
    1234                           how many entries
    CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=      the tree's root
    epoch 9f2c…                    which life of the record
    time 2026-11-25T09:30:00Z

    — desk.example/record qKWz…    the key's id and the Ed25519 signature

Other people's tools for transparency logs read and verify it. Pure: no Django.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+]+")


class BadNote(ValueError):
    """It is no signed head, or not signed by this key; the message says which."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a head says. `time` is RFC 3339, in UTC."""

    origin: str
    size: int
    root: bytes
    epoch: str
    time: str

    def text(self) -> str:
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\nepoch {self.epoch}\ntime {self.time}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with the name that it signs by. Its text form is `name+id+key`."""

    name: str
    key: bytes

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Raises BadNote."""
        try:
            name, id, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise BadNote(
                "This is no public key of a record: it has the form name+id+key."
            ) from None
        found = cls(name, raw[1:])
        if not _NAME.fullmatch(name) or raw[:1] != _ED25519 or len(raw) != 33:
            raise BadNote("This is no Ed25519 key of a record.")
        if found.id.hex() != id:
            raise BadNote("The key's id does not fit the key: was it cut or mistyped?")
        return found

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.key).decode()}"

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:4]

    def open(self, note: str) -> Checkpoint:
        """What the note says, if this key signed exactly that. Raises BadNote."""
        text, _, signatures = note.rpartition("\n\n")
        said = parse(note)
        for line in signatures.splitlines():
            dash, _, rest = line.partition(" ")
            name, _, encoded = rest.partition(" ")
            if dash != "—" or name != self.name:
                continue
            try:
                raw = base64.b64decode(encoded, validate=True)
                if raw[:4] == self.id:
                    signed = (text + "\n").encode()
                    Ed25519PublicKey.from_public_bytes(self.key).verify(raw[4:], signed)
                    return said
            except (binascii.Error, InvalidSignature, ValueError):
                continue
        raise BadNote(f"It is not signed by the key {self.name} ({self.id.hex()}).")


class Signer:
    """A private key: 32 bytes, kept outside the database."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    def sign(self, checkpoint: Checkpoint) -> str:
        """The signed note."""
        text = checkpoint.text()
        raw = self.verifier.id + self._key.sign(text.encode())
        return f"{text}\n— {self.verifier.name} {base64.b64encode(raw).decode()}\n"


def parse(note: str) -> Checkpoint:
    """What a note says, whoever signed it. Raises BadNote."""
    text, parted, _signatures = note.rpartition("\n\n")
    lines = text.split("\n")
    try:
        origin, size, root, epoch, time = lines[:5]
        found = Checkpoint(
            origin,
            int(size),
            base64.b64decode(root, validate=True),
            _after("epoch ", epoch),
            _after("time ", time),
        )
    except (ValueError, binascii.Error):
        raise BadNote("This is no head of a record.") from None
    if not parted or found.text() != text + "\n" or len(found.root) != 32:
        raise BadNote("This is no head of a record.")
    return found


def _after(start: str, line: str) -> str:
    if not line.startswith(start):
        raise ValueError
    return line.removeprefix(start)

"""The form of an API key: `fck_live_<8 characters: id>_<32: secret>_<6: CRC-32>`, all base 62.

The checksum lets a mistyped or cut key be refused without asking the database, and lets secret
scanners recognise a leaked one with certainty. Pure: no models, no settings.
"""

import hashlib
import re
import secrets
import string
import zlib
from dataclasses import dataclass, field

_ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
_FORM = re.compile(r"(fck_live_([0-9A-Za-z]{8})_([0-9A-Za-z]{32}))_([0-9A-Za-z]{6})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    public_id: str
    secret: str = field(repr=False)

    @property
    def secret_hash(self) -> str:
        """SHA-256 is enough: 190 random bits are beyond guessing, unlike a password."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def __str__(self) -> str:
        body = f"fck_live_{self.public_id}_{self.secret}"
        return f"{body}_{_checksum(body)}"


def mint() -> Key:
    """A new random key."""
    return Key(_random(8), _random(32))


def parse(text: str) -> Key | None:
    """The key that the text is, or None where its form or its checksum is wrong."""
    match = _FORM.fullmatch(text)
    if match is None or _checksum(match[1]) != match[4]:
        return None
    return Key(match[2], match[3])


def looks_like_one(text: str) -> bool:
    """Whether the text holds a key, whole or cut."""
    return "fck_live_" in text


def _random(length: int) -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))


def _checksum(text: str) -> str:
    rest, digits = zlib.crc32(text.encode()), ""
    for _ in range(6):
        rest, digit = divmod(rest, 62)
        digits = _ALPHABET[digit] + digits
    return digits

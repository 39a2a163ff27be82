"""Secrets of endpoints (`whsec_…`): made from the desk's own SECRET_KEY, and kept nowhere.

The database has a random nonce for each secret, and the secret is the HMAC of that nonce under
SECRET_KEY. So neither a backup nor a read of the tables gives one away, and there is nothing to
encrypt. Its `fingerprint`, a few bytes of its hash, tells under which of SECRET_KEY and
SECRET_KEY_FALLBACKS it was made: after a change of keys the partners' secrets stay what they were.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from django.conf import settings

_PURPOSE = b"factcheck webhook secret 1:"


class Lost(Exception):
    """The secret cannot be made again: it was made under a SECRET_KEY that is not known here."""


@dataclass(frozen=True, slots=True)
class Secret:
    """32 bytes to sign with (Standard Webhooks: 24 to 64). `str()` is the partner's form."""

    key: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(self.key).hexdigest()[:12]

    def __str__(self) -> str:
        return "whsec_" + base64.b64encode(self.key).decode()


def mint() -> tuple[str, Secret]:
    """A new nonce, and its secret."""
    nonce = secrets.token_hex(32)
    return nonce, _made(settings.SECRET_KEY, nonce)


def recall(nonce: str, fingerprint: str) -> Secret:
    """The secret of a nonce that was minted before. Raises Lost."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        found = _made(key, nonce)
        if hmac.compare_digest(found.fingerprint, fingerprint):
            return found
    raise Lost(
        "A webhook's secret was made under another SECRET_KEY: put that one into"
        " SECRET_KEY_FALLBACKS, or have the partner rotate the secret."
    )


def _made(key: str, nonce: str) -> Secret:
    return Secret(hmac.digest(key.encode(), _PURPOSE + nonce.encode(), "sha256"))

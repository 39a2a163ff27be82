"""Finding the owner of a key, without a query on most requests.

Each process remembers what it read of a key for 30 seconds at most: that is how soon a revocation
is known everywhere. Only keys that exist are remembered, so guessing fills no memory.
"""

import hmac
import time
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from factcheck.partners.keys import Key
from factcheck.partners.models import ApiKey
from factcheck.partners.quota import Account, account

REMEMBERED_SECONDS = 30
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: what a request needs to know of its key and its partner."""

    key_id: str
    secret_hash: str
    partner_id: int
    partner: str
    scopes: frozenset[str]
    expires_at: datetime
    ended: bool  # revoked, or its partner is inactive
    account: Account  # what its requests are counted under

    is_authenticated = True

    @property
    def refusal(self) -> str:
        """Why the key is refused now, for its owner; '' when it is good."""
        if self.ended:
            return "This API key was revoked. Ask your contact at the desk for a new one."
        if self.expires_at <= timezone.now():
            return (
                f"This API key expired on {self.expires_at:%Y-%m-%d}."
                " Ask your contact at the desk for a new one."
            )
        return ""


_remembered: dict[str, tuple[float, Caller]] = {}


def owner(key: Key) -> Caller | None:
    """The caller whose key this is, expired and revoked ones included; None for a wrong key.

    An unknown id and a wrong secret cannot be told apart, by the answer or by its time.
    """
    return _if_theirs(_caller(key.public_id), key)


def remembered(key: Key) -> Caller | None:
    """The same without a query: None also for a key that was not read lately."""
    return _if_theirs(_lately_read(key.public_id), key)


def _if_theirs(caller: Caller | None, key: Key) -> Caller | None:
    expected = caller.secret_hash if caller else "0" * 64
    return caller if hmac.compare_digest(expected, key.secret_hash) else None


def forget() -> None:
    """Read every key anew."""
    _remembered.clear()


def _caller(public_id: str) -> Caller | None:
    caller = _lately_read(public_id) or _read(public_id)
    if caller and public_id not in _remembered:
        if len(_remembered) >= _MOST:
            forget()
        _remembered[public_id] = time.monotonic(), caller
    return caller


def _lately_read(public_id: str) -> Caller | None:
    read_at, caller = _remembered.get(public_id, (0.0, None))
    if caller and time.monotonic() - read_at < REMEMBERED_SECONDS:
        return caller
    _remembered.pop(public_id, None)
    return None


def _read(public_id: str) -> Caller | None:
    row = ApiKey.objects.select_related("partner").filter(public_id=public_id).first()
    if row is None:
        return None
    return Caller(
        key_id=row.public_id,
        secret_hash=row.secret_hash,
        partner_id=row.partner_id,
        partner=row.partner.slug,
        scopes=frozenset(row.scopes),
        expires_at=row.expires_at,
        ended=row.revoked_at is not None or not row.partner.active,
        account=account(
            owner=row.partner_id,
            key=row.public_id,
            per_minute=row.partner.requests_per_minute,
            per_day=row.partner.requests_per_day,
        ),
    )

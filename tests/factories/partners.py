"""Partners with keys, for tests."""

from collections.abc import Iterable
from typing import Any

from factcheck.partners import actions
from factcheck.partners.models import ApiKey, Partner


def partner(name: str = "La Gazette") -> Partner:
    return Partner.objects.filter(name=name).first() or actions.create_partner(
        name=name, actor=None
    )


def key(scopes: Iterable[str] = ("read",), **more: Any) -> tuple[ApiKey, str]:
    """A live key of a partner, and its text."""
    owner = more.pop("partner", None) or partner()
    row, secret = actions.create_key(owner, scopes=scopes, actor=None, **more)
    return row, str(secret)


def bearer(text: str) -> dict[str, str]:
    """The header that carries a key, for Django's test client: `client.get(url, headers=…)`."""
    return {"Authorization": f"Bearer {text}"}

"""What the stories of the record share."""

from typing import Any

import pytest
from django.test import Client

from factcheck.partners import lookup, quota
from factcheck.publications.api import pages
from tests.factories import partners


class PartnerClient:
    """An HTTP client that carries a partner's key."""

    def __init__(self, key: str) -> None:
        self.client = Client()
        self.key = key

    def get(self, path: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        path = path if path.startswith("/") else f"/api/v1/{path}"
        return self.client.get(path, query, headers=partners.bearer(self.key) | headers)

    def ask(self, path: str, body: Any, **headers: str) -> Any:
        """Post a body as JSON; bytes as they are."""
        return self.client.post(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers=partners.bearer(self.key) | headers,
        )

    def request(self, method: str, path: str) -> Any:
        return self.client.generic(method, f"/api/v1/{path}", headers=partners.bearer(self.key))


@pytest.fixture
def partner(db: None) -> PartnerClient:
    lookup.forget()
    pages.forget()
    client = PartnerClient(partners.key()[1])
    client.get("changes/")  # reads the key once, as every process does
    return client


@pytest.fixture
def matcher(db: None, settings: Any) -> PartnerClient:
    """A partner that asks about texts, of a desk that goes by words alone."""
    settings.FACTCHECK_EMBEDDER = "none"
    lookup.forget()
    quota.forget()
    return PartnerClient(partners.key(scopes=["match"])[1])

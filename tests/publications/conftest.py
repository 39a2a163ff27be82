"""What the stories of the record share."""

from typing import Any

import pytest
from django.test import Client

from factcheck.partners import lookup
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

    def request(self, method: str, path: str) -> Any:
        return self.client.generic(method, f"/api/v1/{path}", headers=partners.bearer(self.key))


@pytest.fixture
def partner(db: None) -> PartnerClient:
    lookup.forget()
    pages.forget()
    client = PartnerClient(partners.key()[1])
    client.get("changes/")  # reads the key once, as every process does
    return client

"""What the stories of partners share: nothing remembered, and a partner's own HTTP client."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from factcheck.partners import lookup, quota
from tests.factories import partners


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    lookup.forget()
    quota.forget()
    yield
    lookup.forget()
    quota.forget()


@pytest.fixture(autouse=True)
def headers_are_wired(settings: Any) -> None:
    """Until they are in the settings."""
    name = "factcheck.partners.middleware.RateLimitHeaders"
    if name not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, name]


class Caller:
    """A partner that calls the API with one of its keys."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.client = Client()

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=partners.bearer(self.key) | headers)

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        """Send a body as JSON; bytes as they are."""
        more = {"content_type": "application/json", "headers": partners.bearer(self.key)} | more
        return self.client.post(f"/api/v1/{path}", {} if body is None else body, **more)

    def patch(self, path: str, body: Any) -> Any:
        return self._send("patch", path, body)

    def delete(self, path: str) -> Any:
        return self._send("delete", path, None)

    def _send(self, method: str, path: str, body: Any) -> Any:
        send = getattr(self.client, method)
        headers = partners.bearer(self.key)
        return send(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


@pytest.fixture
def caller() -> type[Caller]:
    return Caller

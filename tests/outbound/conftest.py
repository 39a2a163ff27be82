from collections.abc import Callable, Iterator
from typing import Any

import pytest

from factcheck.outbound.pages import Limits, Page, fetch
from factcheck.outbound.robots import Robots
from tests.outbound.server import Server, serving

Ask = Callable[..., Page]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def ask(server: Server) -> Ask:
    """Fetch a path of the server, in three seconds at most."""

    def ask(path: str = "/a", *, seconds: float = 3, most: int = 100_000, **more: Any) -> Page:
        more.setdefault("policy", server.policy())
        more.setdefault("robots", Robots())
        url = path if "://" in path else server.url(path)
        limits = Limits(seconds, most)
        return fetch(url, limits=limits, organization_url="https://desk.example/", **more)

    return ask

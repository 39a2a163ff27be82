"""A caller of Google's API, as Django's test client sees it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from factcheck.partners import lookup
from tests.factories import partners

PATH = "/v1alpha1/claims:search"

Search = Callable[..., Any]


@pytest.fixture
def key(db: None) -> str:
    lookup.forget()
    return partners.key()[1]


@pytest.fixture
def search(key: str) -> Search:
    """GET claims:search with a key and these parameters."""

    def get(query: str | None = "chômage", **more: Any) -> Any:
        given = ({"query": query} if query is not None else {}) | {"key": key} | more
        return Client().get(PATH, {name: value for name, value in given.items() if value != ""})

    return get

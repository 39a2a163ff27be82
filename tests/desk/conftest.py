from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import people


@pytest.fixture
def sign_in(db: None) -> Callable[[str], Client]:
    """Django's own client, signed in as a new person of a role ('' for an administrator)."""

    def sign_in(role: str) -> Client:
        person = people.person(role, is_superuser=not role)
        client = Client()
        client.force_login(person)
        return client

    return sign_in

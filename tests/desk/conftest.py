from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.accounts.models import User
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


@pytest.fixture
def pass_hours(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let hours pass on the desk's clock."""

    def pass_them(hours: float) -> None:
        now = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))

    return pass_them


@pytest.fixture
def as_(db: None) -> Callable[[User], Client]:
    def as_(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return as_

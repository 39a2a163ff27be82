"""The people of a review's story, and the time that passes in it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from factcheck.accounts.models import User
from tests.factories import people


@pytest.fixture
def author(db: None) -> User:
    return people.person("reviewer", "author")


@pytest.fixture
def second(db: None) -> User:
    return people.person("approver", "second")


@pytest.fixture
def editor(db: None) -> User:
    return people.person("editor", "editor")


@pytest.fixture
def pass_hours(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let hours pass on the desk's clock."""

    def pass_them(hours: float) -> None:
        now = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=hours))

    return pass_them

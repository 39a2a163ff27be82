"""When a person was last at the desk: known without a write per page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from factcheck.accounts import visits
from factcheck.accounts.models import User, Visit
from tests.factories import people

Pass = Callable[[float], None]


@pytest.fixture
def pass_minutes(monkeypatch: pytest.MonkeyPatch) -> Pass:
    def pass_them(minutes: float) -> None:
        now = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(minutes=minutes))

    return pass_them


@pytest.fixture
def person(db: None) -> User:
    return people.reviewer()


def test_the_first_visit_has_none_before_it(person: User) -> None:
    assert visits.last_here(person) is None
    assert visits.last_here(person) is None


def test_a_new_visit_begins_after_half_an_hour_without_one(
    person: User, pass_minutes: Pass
) -> None:
    visits.last_here(person)
    pass_minutes(20)
    assert visits.last_here(person) is None  # still the same visit
    pass_minutes(29)
    assert visits.last_here(person) is None
    ended = timezone.now()
    pass_minutes(31)
    before = visits.last_here(person)
    assert before == pytest.approx(ended, abs=timedelta(seconds=5))
    pass_minutes(10)
    assert visits.last_here(person) == before  # it stays the same all through the visit


def test_looking_again_writes_nothing(person: User, pass_minutes: Pass) -> None:
    visits.last_here(person)
    pass_minutes(4)
    with CaptureQueriesContext(connection) as queries:
        visits.last_here(person)
    assert len(queries) == 1
    assert queries[0]["sql"].startswith("SELECT")


def test_each_person_has_their_own(person: User, pass_minutes: Pass) -> None:
    visits.last_here(person)
    pass_minutes(60)
    assert visits.last_here(people.reviewer()) is None
    assert visits.last_here(person) is not None
    assert Visit.objects.count() == 2

"""People at the desk."""

from collections.abc import Callable
from typing import Any

from factcheck.accounts import actions
from tests.atomic.cases.desk import Case, Desk
from tests.factories import people


def _end_sessions(desk: Desk) -> Callable[[], Any]:
    person = people.reviewer()
    return lambda: actions.end_sessions(person, actor=person)


def _set_password(desk: Desk) -> Callable[[], Any]:
    person = people.reviewer()
    return lambda: actions.set_password(person, "a-long-enough-password")


CASES: dict[str, Case] = {
    "factcheck.accounts.actions.end_sessions": _end_sessions,
    "factcheck.accounts.actions.set_password": _set_password,
}

"""The desk and a partner, each with nothing but HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.factcheck.clusters import public_directory
from tests.factories import partners, people
from tests.scenarios.desk import PASSWORD, Person
from tests.scenarios.fire import desks
from tests.scenarios.fire.desks import Desk
from tests.serving import serving


@pytest.fixture(scope="package")
def address(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """One server for all the stories."""
    with django_db_blocker.unblock(), serving() as found:
        yield found


@pytest.fixture
def sign_in(committed: None, address: str) -> Callable[[str], Person]:
    """Sign in as a new person of a role."""

    def sign_in(role: str, username: str = "") -> Person:
        user = people.person(role, username)
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        return Person(address, user.username)

    return sign_in


@pytest.fixture
def partner(committed: None, address: str) -> httpx.Client:
    _row, key = partners.key()
    return httpx.Client(base_url=f"{address}/api/v1/", headers=partners.bearer(key), timeout=60)


@pytest.fixture(scope="session")
def desk_template() -> Iterator[Desk]:
    """Migrated once for all who kill one."""
    with public_directory() as place, pytest.MonkeyPatch.context() as patch:
        made = desks.template(place / ".data", patch)
        yield made
        made.end()


@pytest.fixture
def desk(desk_template: Desk) -> Iterator[Desk]:
    """A desk with a PostgreSQL of its own, empty and running."""
    with public_directory() as place:
        made = desks.copy(desk_template, place / ".data")
        yield made
        made.end()

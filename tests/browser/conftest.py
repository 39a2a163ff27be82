"""Pages of the desk, over real HTTP, in the browser of `tests/chromium.py`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.factories import people
from tests.scenarios.desk import PASSWORD
from tests.serving import serving


@pytest.fixture(scope="package")
def address(test_database: None, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock(), serving() as found:
        yield found


class Tab:
    """A page of the browser, and what it complained about."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self.address = page, address
        self.complaints: list[str] = []
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def open(self, path: str) -> Any:
        return self.page.goto(self.address + path)


@pytest.fixture
def tab(chromium: Any, committed: None, address: str) -> Iterator[Tab]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Tab(context.new_page(), address)
    context.close()


@pytest.fixture
def signed_in(tab: Tab) -> Callable[[str], Tab]:
    """Sign in as a new person of a role, through the page."""

    def signed_in(role: str) -> Tab:
        user = people.person(role)
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        tab.open("/admin/login/")
        tab.page.fill("#id_username", user.username)
        tab.page.fill("#id_password", PASSWORD)
        tab.page.click("input[type=submit]")
        return tab

    return signed_in

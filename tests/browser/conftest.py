"""A real browser: the Chromium that the machine has. Without one these tests skip, and say so."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest

from tests.factories import people
from tests.scenarios.desk import PASSWORD
from tests.serving import serving

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
_skipped: list[str] = []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _skipped:
        terminalreporter.section("NO BROWSER: Chromium was not found", sep="!", red=True)
        terminalreporter.line(f"{len(_skipped)} browser tests did not run. Install Chromium.")


@pytest.fixture(scope="package")
def address(test_database: None, django_db_blocker: Any) -> Iterator[str]:
    with django_db_blocker.unblock(), serving() as found:
        yield found


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        yield None
        return
    # Playwright's loop runs in this thread; the tests' own queries beside it are harmless.
    unsafe = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    with patch.dict(os.environ, unsafe), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


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
def tab(chromium: Any, committed: None, address: str, request: Any) -> Iterator[Tab]:
    if chromium is None:
        _skipped.append(request.node.nodeid)
        pytest.skip("NO BROWSER: Chromium was not found")
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

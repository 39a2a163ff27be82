"""A real browser: the Chromium that the machine has. Without one its tests skip, and say so."""

import os
import shutil
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
_skipped: list[str] = []


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _skipped:
        terminalreporter.section("NO BROWSER: Chromium was not found", sep="!", red=True)
        terminalreporter.line(f"{len(_skipped)} browser tests did not run. Install Chromium.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser, or None where there is none: one for all, Playwright runs but once a thread."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        yield None
        return
    # Playwright's loop runs in this thread; the tests' own queries beside it are harmless.
    unsafe = {"DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    with patch.dict(os.environ, unsafe), sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield found
        found.close()


@pytest.fixture
def chromium(browser: Any, request: Any) -> Any:
    if browser is None:
        _skipped.append(request.node.nodeid)
        pytest.skip("NO BROWSER: Chromium was not found")
    return browser

"""The page of a fetch shows by itself how far it is."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import attempts
from claims.models import Fetch
from tests.claims.fetching import connect
from tests.outbound.server import answer, serving


def test_the_page_follows_what_the_worker_does(
    signed_in: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = signed_in("contributor")
    page = tab.page
    tab.open("/admin/claims/article/add/")
    page.fill("#id_url", "http://gazette.example/a")
    page.click("input[name=_save]")
    page.wait_for_selector("#progress >> text=as soon as its turn comes")
    fetch = Fetch.objects.get()
    with serving(a=answer()) as web:
        connect(web, monkeypatch)
        attempts.run(fetch.pk, 1)
    page.wait_for_selector("#progress >> text=To the article")
    assert tab.complaints == []

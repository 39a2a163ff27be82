"""The article's page shows by itself what the worker found, and takes nothing that was typed."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from claims import actions
from claims.models import Extraction
from tests.browser import axe
from tests.claims.model.server import TEXT, Serve, claim, model, says
from tests.factories import claims, people

__all__ = ["model"]


def carry_out(pk: int) -> None:
    actions.carry_out(pk)
    connection.close()


def test_the_page_follows_a_search(signed_in: Callable[[str], Any], model: Serve) -> None:
    article = claims.article(TEXT)
    model(says(claim(), claim(quote="Une invention")))
    asked = actions.ask_for_claims(article, actor=people.reviewer())
    tab = signed_in("reviewer")
    page = tab.page
    tab.open(f"/admin/claims/article/{article.pk}/change/")
    page.wait_for_selector("#progress >> text=as soon as its turn comes")
    assert axe.violations(page) == []
    tab.complaints.clear()  # axe's own, about the page's policy
    page.fill("#id_publisher", "La Gazette du soir")

    with ThreadPoolExecutor(1) as worker:  # where no other loop runs
        worker.submit(carry_out, asked.pk).result()
    page.wait_for_selector("#progress >> text=1 was dropped")
    assert page.input_value("#id_publisher") == "La Gazette du soir"
    assert page.inner_text("#progress-told") == "The last search for claims"
    page.click("#progress >> text=Show them")
    page.wait_for_selector("mark.suggested")
    assert Extraction.objects.get().new == 4
    assert tab.complaints == []
    assert axe.violations(page) == []

"""The record in the admin: read by many, changed by nobody."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.factories.publications import correct, publish

PAGES = ["publication", "publishedclaim"]


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client


@pytest.mark.parametrize("model", PAGES)
def test_lists_cost_the_same_however_long(admin: Client, model: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for rows in (1, 8):
        for _ in range(rows):
            publish()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert admin.get(f"/admin/publications/{model}/").status_code == 200
        counts.append(len(queries))
        assert not any('"body"' in query["sql"] for query in queries)
    assert counts[0] == counts[1] <= 12


def test_a_document_is_readable(admin: Client) -> None:
    publication = publish()
    for address in (f"publication/{publication.pk}", f"publishedclaim/{publication.verdict}"):
        page = admin.get(f"/admin/publications/{address}/change/").content.decode()
        assert "Le taux de chômage a baissé de moitié." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("publication/?q={0.verdict}", 2),
        ("publication/?q=nothing", 0),
        ("publication/?kind__exact=corrected", 1),
        ("publishedclaim/?q={0.verdict}", 1),
        ("publishedclaim/?q={0.claim_uid}", 1),
        ("publishedclaim/?q=Jeanne Martin", 2),
        ("publishedclaim/?q=chomage", 2),
        ("publishedclaim/?q=chomage&status__exact=corrected", 1),
        ("publishedclaim/?q=chomage&rating_canonical__exact=true", 0),
        ("publishedclaim/?q=inflation", 0),
        ("publishedclaim/?rating_canonical__exact=true", 0),
    ],
)
def test_what_is_searched_is_found(admin: Client, query: str, found: int) -> None:
    publication = correct(publish())
    publish()
    answer = admin.get(f"/admin/publications/{query.format(publication)}")
    assert answer.context["cl"].result_count == found


def test_words_that_cannot_be_searched_are_told(admin: Client) -> None:
    publish()
    page = admin.get("/admin/publications/publishedclaim/", {"q": '"chômage'})
    assert "A quotation mark is not closed" in page.content.decode()
    assert page.context["cl"].result_count == 0


@pytest.mark.parametrize("model", PAGES)
def test_nothing_is_added_changed_or_deleted(admin: Client, model: str) -> None:
    publication = publish()
    pk: Any = publication.pk if model == "publication" else publication.verdict
    for address in ("add/", f"{pk}/delete/", f"{pk}/change/"):
        answer = admin.post(f"/admin/publications/{model}/{address}", {"post": "yes"})
        assert answer.status_code == 403

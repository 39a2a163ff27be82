"""What others found, at the desk: to be found and read, under their names."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factcheck.elsewhere.models import FeedImport, ImportedReview
from tests.desk.conftest import sign_in
from tests.factories.elsewhere import imported, item, rating, review

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
LIST = "/admin/elsewhere/importedreview/"

__all__ = ["sign_in"]


def claims(answer: Any) -> set[str]:
    return {found.claim for found in answer.context["cl"].result_list}


@pytest.fixture
def three() -> None:
    gazette = {"name": "La Gazette", "url": "https://gazette.example/"}
    imported(
        item(1, claimReviewed="Le chômage baisse.", reviewRating=rating("Faux", 1)),
        item(2, claimReviewed="La dette monte.", author=gazette, reviewRating=rating("Vrai", 5)),
        item(3, claimReviewed="El pan sube.", inLanguage="es", reviewRating=rating("Engañoso")),
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "chomage"}, {"Le chômage baisse."}),
        ({"q": "gazette"}, {"La dette monte."}),
        ({"q": "https://autre.example/verif/3"}, {"El pan sube."}),
        ({"rating": "true"}, {"La dette monte."}),
        ({"rating": "-"}, {"El pan sube."}),
        ({"language": "es"}, {"El pan sube."}),
        ({"publisher": "La Gazette"}, {"La dette monte."}),
        ({"publisher": "Nobody"}, set()),
    ],
)
def test_a_review_is_found_by_its_words_its_publisher_and_its_rating(
    three: None, sign_in: SignIn, asked: dict[str, str], found: set[str]
) -> None:
    assert claims(sign_in("reviewer").get(LIST, asked)) == found


def test_the_list_tells_who_says_so_in_their_words(three: None, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    with CaptureQueriesContext(connection) as queries:
        page = client.get(LIST, {"q": "e", "o": "6"}).content.decode()
    assert len(queries) <= 12
    for words in ("La Gazette", "Autre Desk", "Engañoso", "Faux"):
        assert words in page


def test_the_page_has_every_version_as_it_came_and_what_was_not_taken(sign_in: SignIn) -> None:
    review(1, datePublished="07/03/2026", headline="<script>alert(1)</script>\ud800\0 Non")
    found = review(1, dateModified="2026-04-01", reviewRating=rating("Mitigé", 3))
    page = sign_in("reviewer").get(f"{LIST}{found.pk}/change/").content.decode()
    assert "what Autre Desk found" in page
    assert 'href="https://autre.example/verif/1" rel="noopener noreferrer nofollow"' in page
    assert "Version 2" in page and "Version 1" in page and "dataFeedElement[0].item[0]" in page
    assert "07/03/2026" in page and "it may be two different days" in page
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert 'name="_save"' not in page


def test_an_import_tells_what_it_refused_and_whether_it_came_to_its_end(sign_in: SignIn) -> None:
    imported(item(1), item(2, url="javascript:alert(1)"))
    feed = FeedImport.objects.get()
    client = sign_in("auditor")
    page = client.get(reverse("admin:elsewhere_feedimport_change", args=[feed.pk])).content.decode()
    assert "dataFeedElement[1].item[0]" in page
    assert "the address is neither http nor https (javascript:alert(1))" in page
    assert client.get("/admin/elsewhere/feedimport/").status_code == 200


@pytest.mark.parametrize("role", ["contributor", "partner manager"])
def test_who_does_not_review_claims_does_not_see_it(role: str, sign_in: SignIn) -> None:
    found = review()
    for address in (LIST, f"{LIST}{found.pk}/change/"):
        assert sign_in(role).get(address).status_code == 403


def test_nobody_changes_it_by_hand(sign_in: SignIn) -> None:
    found = review()
    answer = sign_in("").post(f"{LIST}{found.pk}/change/", {"claim": "Autre"})
    assert answer.status_code == 403
    assert ImportedReview.objects.get().claim == found.claim

"""What holds for every public page: one copy for everybody, and nobody is known."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from factcheck.desk import locale
from factcheck.publications.models import Publication
from factcheck.publications.pages import sitemap
from factcheck.publications.pages.urls import urlpatterns
from tests.factories.publications import correct, publish

pytestmark = pytest.mark.django_db

NAMES = [pattern.name for pattern in urlpatterns]


def path(name: str, publication: Publication) -> str:
    arguments: dict[str, Any] = {
        "verdict-version": {"id": publication.verdict, "number": 2},
        "sitemap-verdicts": {"number": publication.pk // sitemap.EACH},
    }
    of_verdict = name.startswith("verdict-") or name == "card"
    kwargs = arguments.get(name) or ({"id": publication.verdict} if of_verdict else {})
    query = f"?url={settings.PUBLIC_BASE_URL}/verdicts/{publication.verdict}/"
    return reverse(name, kwargs=kwargs) + (query if name == "oembed" else "")


@pytest.mark.parametrize("name", NAMES)
def test_one_copy_for_everybody_and_a_tag_to_ask_with(
    name: str, django_assert_max_num_queries: Any
) -> None:
    address = path(name, correct(publish()))
    with django_assert_max_num_queries(3):
        answer: Any = Client().get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("public, max-age=")
    assert "Cookie" not in answer["Vary"] and not answer.cookies

    person = Client()
    person.force_login(get_user_model().objects.create_superuser("ada", language="fr"))
    same: Any = person.get(address)
    assert (same.content, same["ETag"]) == (answer.content, answer["ETag"])
    assert Client().get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    head: Any = Client().head(address)
    assert (head.content, head["Content-Length"]) == (b"", str(len(answer.content)))
    assert locale.is_public(answer.wsgi_request)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_changes_anything_there(name: str) -> None:
    assert Client().post(path(name, correct(publish()))).status_code == 405


@pytest.mark.parametrize("name", NAMES)
def test_pages_are_sent_compressed_under_a_tag_of_their_own(name: str) -> None:
    address = path(name, correct(publish()))
    plain: Any = Client().get(address)
    packed: Any = Client().get(address, headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"] != plain["ETag"]
    assert "Accept-Encoding" in plain["Vary"]

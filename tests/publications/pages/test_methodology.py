"""How we check: what every reader may ask of a desk, and that it may answer in its own words."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import engines

from factcheck.publications.document import CANONICAL_RATINGS
from factcheck.publications.rendering.ratings import MEANINGS
from tests.factories.publications import publish, verdict, withdraw
from tests.publications.pages.reading import get, main, tree, words

pytestmark = pytest.mark.django_db

PATH = "/methodology/"


def test_what_the_fields_codes_ask_for_is_there() -> None:
    page = tree(PATH)
    for id in ("choosing", "people", "sources", "ratings", "corrections", "verify", "about"):
        assert page.xpath("//main//h2[@id=$id]", id=id)
        assert page.xpath("//main//nav//a[@href=$to]", to=f"#{id}")
    assert {"/corrections/", "/api/v1/guide/"} <= set(page.xpath("//main//a/@href"))


def test_every_step_of_the_one_scale_has_its_meaning() -> None:
    assert tuple(MEANINGS) == CANONICAL_RATINGS
    for meaning in MEANINGS.values():
        assert str(meaning.says) in main(tree(PATH))


def test_the_desks_own_words_for_them_as_they_were_published() -> None:
    assert tree(PATH).xpath("//table") == []
    for rating in ("false", "true", "mixed"):
        publish(verdict(rating=rating))
    [table] = tree(PATH).xpath("//table")
    assert "truth" in words(table.find("caption"))
    said = [(words(row.find("th")), words(row.find("td"))) for row in table.xpath("tbody/tr")]
    assert said == [("Vrai", "True"), ("Mitigé", "Mixed"), ("Faux", "False")]


def test_a_rating_of_withdrawn_verdicts_alone_is_none() -> None:
    withdraw(publish(verdict(rating="mixed")))
    assert tree(PATH).xpath("//table") == []


@pytest.mark.parametrize(
    ("contact", "leads_to"),
    [
        ("desk@example.org", "mailto:desk@example.org"),
        ("https://desk.example/contact", "https://desk.example/contact"),
    ],
)
def test_readers_can_write_to_the_desk(contact: str, leads_to: str, settings: Any) -> None:
    assert "mailto:" not in str(tree(PATH).xpath("//a/@href"))
    settings.FACTCHECK_CONTACT = contact
    assert tree(PATH).xpath("//main//a/@href").count(leads_to) == 2


def test_a_desk_may_put_its_own_words_in_place_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "publications" / "public" / "methodology" / "choosing.html"
    own.parent.mkdir(parents=True)
    own.write_text("<p>We check what our readers send us.</p>")
    [templates] = settings.TEMPLATES
    monkeypatch.setitem(templates, "DIRS", [str(tmp_path)])
    fresh = type(engines)(settings.TEMPLATES)
    monkeypatch.setattr("django.template.loader.engines", fresh)
    said = main(tree(PATH))
    assert "We check what our readers send us." in said
    assert "statements of fact" not in said
    assert "Two people, always" in said


def test_one_query_however_many_verdicts(django_assert_num_queries: Any) -> None:
    for rating in ("false", "true"):
        publish(verdict(rating=rating))
        with django_assert_num_queries(1):
            answer = get(PATH)
    assert get(PATH, **{"If-None-Match": answer["ETag"]}).status_code == 304

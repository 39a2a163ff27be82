"""Published verdicts about much the same."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews import similar
from reviews.similar import published_like
from tests.factories import publications

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."

pytestmark = pytest.mark.django_db


def test_what_was_said_in_other_words_is_found() -> None:
    other = {"text": "Les éoliennes tuent les oiseaux à Lyon.", "headline": "Non, peu d’oiseaux"}
    publications.publish(publications.verdict(**other))
    same = publications.publish(publications.verdict(text="À Lyon, les taux du chômage baissent."))
    [found] = published_like(CLAIM, "fr")
    assert (found.id, found.rating, found.canonical) == (same.verdict, "Faux", "false")
    assert found.claim == "À Lyon, les taux du chômage baissent."
    assert found.published_at == same.published_at


def test_the_nearest_comes_first_and_there_are_few() -> None:
    for number in range(8):
        publications.publish(publications.verdict(text=f"Le taux de chômage, version {number}."))
    near = publications.publish(publications.verdict(text=CLAIM))
    found = published_like(CLAIM, "fr", 5)
    assert len(found) == 5
    assert found[0].id == near.verdict


def test_neither_this_verdict_nor_withdrawn_ones_nor_other_languages() -> None:
    own = publications.publish(publications.verdict(text=CLAIM))
    withdrawn = publications.publish(publications.verdict(text=CLAIM))
    publications.withdraw(withdrawn)
    publications.publish(publications.verdict(text=CLAIM, language="en"))
    assert published_like(CLAIM, "fr", excluding=own.verdict) == []
    assert [each.id for each in published_like(CLAIM, "fr", excluding=uuid4())] == [own.verdict]


def test_one_statement_and_none_for_no_words() -> None:
    publications.publish()
    for text, statements in ((CLAIM, 1), ("", 0), ("Il y a un, et ou or « » % & !", 0)):
        with CaptureQueriesContext(connection) as queries:
            published_like(text, "fr")
        assert len(queries) == statements


@pytest.mark.parametrize(
    "text", ["OR AND -x \"y'); DROP", "\\:*|&!()<>'", "a" * 5000, "日本語の失業率"]
)
def test_any_text_is_only_words(text: str) -> None:
    assert published_like(text, "fr") == []


def test_telling_words_are_names_and_figures_before_long_words() -> None:
    text = "La ville de Lyon a perdu 219 emplois industriels depuis 2019."
    assert similar.telling(text)[:2] == ["lyon", "219"]
    assert "2019" in similar.telling("Lyon a perdu 219 emplois depuis 2019.")
    assert "de" not in similar.telling(text)

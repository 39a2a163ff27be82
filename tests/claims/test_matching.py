"""Has the desk met this claim before? By its telling words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.matching import neighbours
from claims.matching.similar import similar_to
from claims.matching.telling import shared, telling
from claims.models import Claim
from tests.factories import claims, people

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."


def test_names_and_figures_are_more_telling_than_long_words() -> None:
    assert telling("La ville de Lyon a perdu 219 emplois industriels.")[:2] == ["lyon", "219"]
    assert "accès" in telling("L’accès à LLaMA était réservé.")
    assert telling("Il y a un, et ou or « » % & ! | : * ( ) ' \\") == []


def test_words_are_shared_in_any_form() -> None:
    assert shared(["chômage", "baissé"], "Les chômages baissent.") == ["chômage", "baissé"]
    assert shared(telling("E\u0301tat"), "l’État") == ["état"]


@pytest.mark.django_db
def test_the_most_alike_come_first_whatever_became_of_them() -> None:
    claim = claims.claim(CLAIM)
    far = claims.claim("Le chômage baisse à Lyon.")
    near = claims.claim("À Lyon, le taux de chômage baissait de moitié.")
    actions.dismiss(near.pk, actor=people.reviewer(), dismissal="opinion")
    claims.claim("Les éoliennes tuent les oiseaux à Lyon.")
    claims.claim(CLAIM, language="en")
    found = similar_to(claim)
    assert [each.claim for each in found] == [near, far]
    assert "chômage" in found[0].shared
    assert [each.may_take_over for each in found] == [False, True]


@pytest.mark.django_db
def test_it_is_one_question_however_many_there_are() -> None:
    for number in range(12):
        claims.claim(f"{CLAIM} {number}")
    with CaptureQueriesContext(connection) as queries:
        found = neighbours.of(Claim.objects.all()[5])
    assert len(found.claims) == 5
    assert len([q for q in queries.captured_queries if "claims_claim" in q["sql"]]) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["OR & | ! :* <-> ' \\ x", "'); DROP", "日本語の失業率", "é" * 5000]
)
def test_any_text_is_only_words(text: str) -> None:
    assert similar_to(Claim(text=text, language="fr")) == []

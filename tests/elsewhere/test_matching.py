"""A claim that another desk has checked is known again, under that desk's name."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.matching import neighbours
from factcheck.elsewhere.matching import index
from factcheck.elsewhere.matching.asking import matches
from factcheck.elsewhere.models import ImportedReview
from factcheck.matching.asking import Text
from factcheck.publications import matching as record
from tests.desk.conftest import sign_in
from tests.factories import claims, people, reviews
from tests.factories.elsewhere import imported, item, rating, review

pytestmark = pytest.mark.django_db
__all__ = ["sign_in"]
SignIn = Callable[[str], Client]
CLAIM = "Le modèle LLaMA de Meta pèse 219 gigaoctets et circule sur Internet."


@pytest.fixture(autouse=True)
def by_words_alone(settings: pytest.FixtureRequest) -> None:
    settings.FACTCHECK_EMBEDDER = "none"  # type: ignore[attr-defined]


@pytest.fixture
def checked() -> ImportedReview:
    imported(item(8, claimReviewed="Les éléphants vivent cent ans en captivité."))
    return review(7, claimReviewed=CLAIM, headline="Non, pas 219", reviewRating=rating("Infox"))


def test_what_says_the_same_is_found_with_who_says_so(checked: ImportedReview) -> None:
    with CaptureQueriesContext(connection) as queries:
        [[found]] = matches([Text(CLAIM, "fr")])
    assert len(queries) <= 3
    assert (found.review, found.judgement.kind) == (checked, "same")
    assert (found.review.publisher, found.review.rating_label) == ("Autre Desk", "Infox")


def test_what_was_corrected_is_found_as_it_is_now(checked: ImportedReview) -> None:
    later = {"headline": "Le perroquet bleu", "dateModified": "2026-05-01"}
    imported(item(7, claimReviewed=CLAIM, reviewRating=rating("Infox"), **later))
    before = index.of(checked)
    checked.refresh_from_db()
    assert checked.version == 2
    assert index.INDEX.repair({checked.pk: index.of(checked)}) == 0
    assert index.INDEX.repair({checked.pk: before}) == 1


def test_the_index_can_be_put_right(checked: ImportedReview) -> None:
    index.INDEX.remove([checked.pk])
    assert matches([Text(CLAIM, "fr")]) == [[]]
    out = StringIO()
    call_command("rebuild_match_index", "--side", "elsewhere", stdout=out, stderr=StringIO())
    assert "elsewhere: 1 of 2 put right." in out.getvalue()
    assert [found.review for [found] in matches([Text(CLAIM, "fr")])] == [checked]


def test_a_claim_is_shown_beside_what_others_found(checked: ImportedReview) -> None:
    found = neighbours.of(claims.claim(CLAIM))
    assert [other.review for other in found.elsewhere] == [checked]
    assert found.elsewhere[0].told.words == "the same claim"
    assert found.verdicts == []


def test_it_is_no_verdict_of_ours(checked: ImportedReview) -> None:
    assert record.matches([Text(CLAIM, "fr")]) == [[]]


@pytest.mark.parametrize("page", ["triage", "review"])
def test_the_desk_sees_who_found_what_and_where_to_read_it(
    checked: ImportedReview, page: str, sign_in: SignIn
) -> None:
    if page == "triage":
        claim = claims.claim(CLAIM)
        article = claim.appearances.get().snapshot.article_id
        address = f"/admin/claims/article/{article}/change/?claim={claim.pk}"
    else:
        work = reviews.taken(people.reviewer(), text=CLAIM)
        address = f"/admin/reviews/claimreview/{work.pk}/change/"
    shown = sign_in("reviewer").get(address).content.decode()
    assert "Infox</strong> by <bdi>Autre Desk</bdi>" in shown
    assert 'href="https://autre.example/verif/7" rel="noopener noreferrer nofollow"' in shown
    assert "checked elsewhere" in shown and "the same claim" in shown

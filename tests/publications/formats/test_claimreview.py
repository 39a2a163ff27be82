"""ClaimReview says what schema.org knows, what Google requires, and nothing that we do not know."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from factcheck.publications.document import Appearance, Claimant, Rating, Selector
from factcheck.publications.formats import claimreview
from factcheck.publications.models import Publication
from factcheck.publications.synthetic import verdicts
from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.formats.vocabulary import objections

pytestmark = pytest.mark.django_db

_REQUIRED = {"claimReviewed", "reviewRating", "url"}
_RECOMMENDED = {"author", "datePublished", "itemReviewed"}


def review(publication: Publication) -> dict[str, Any]:
    """As it is published, at its public address."""
    answer = Client().get(f"/verdicts/{publication.verdict}/claimreview.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    return answer.json()


def of_claim(**changes: Any) -> dict[str, Any]:
    """The ClaimReview of a verdict whose claim is changed."""
    said = verdict()
    return review(publish(replace(said, claim=replace(said.claim, **changes))))


def place(day: str | None, url: str = "https://gazette.example/a") -> Appearance:
    return Appearance(url, "Débat", "La Gazette", day, Selector("a", "", "", 0, 1))


# --- What others require


def test_the_check_itself_notices_what_schema_org_does_not_know() -> None:
    good = {"@context": "https://schema.org", "@type": "ClaimReview"}
    assert objections(good | {"claimReviewed": "Text"}) == []
    for bad in (
        {"@context": "https://example.org"},
        {"@type": "FactCheck"},
        {"verdict": "false"},
        {"ratingValue": 1},
        {"claimReviewed": {"@type": "Claim"}},
        {"itemReviewed": {"@type": "Claim", "author": {"@type": "Thing", "name": "X"}}},
        {"itemReviewed": {"@type": "Claim", "author": {"ratingValue": 1}}},
        {"datePublished": "yesterday"},
        {"reviewRating": "False"},
        {"reviews": {"@type": "Review"}},
    ):
        assert objections(good | bad) != [], bad


def test_schema_org_knows_every_word_of_it() -> None:
    first = publish()
    correct(first)
    withdrawn = publish(verdict(claimant=None, claimed_on=None), claim_id=None)
    assert objections(review(first)) == []
    assert objections(review(withdrawn)) == []
    withdraw(withdrawn)
    assert objections(review(withdrawn)) == []


def test_schema_org_knows_every_word_of_many() -> None:
    for first in verdicts(50, seed=7):
        publication = publish(first.verdict, id=first.id, claim_id=first.claim_id)
        assert objections(review(publication)) == []


def test_google_finds_what_it_requires_and_recommends() -> None:
    said = review(publish())

    assert said.keys() >= _REQUIRED | _RECOMMENDED
    assert said["reviewRating"].keys() == {
        "@type", "alternateName", "ratingValue", "bestRating", "worstRating",
    }  # fmt: skip
    assert said["itemReviewed"].keys() >= {
        "author", "datePublished", "appearance", "firstAppearance",
    }  # fmt: skip
    assert said["url"].endswith(f"/verdicts/{said['identifier']}/")


# --- What is known, and what is not


def test_the_claims_date_is_never_that_of_the_check() -> None:
    assert of_claim(claimed_on="2026-03-01")["itemReviewed"]["datePublished"] == "2026-03-01"
    assert "datePublished" not in of_claim(claimed_on=None)["itemReviewed"]


@pytest.mark.parametrize(
    ("type", "author"),
    [
        ("Person", {"@type": "Person", "name": "Jeanne"}),
        ("Organization", {"@type": "Organization", "name": "Jeanne"}),
        (None, {"name": "Jeanne"}),
    ],
)
def test_a_claimants_kind_is_never_guessed(type: str | None, author: dict[str, str]) -> None:
    assert of_claim(claimant=Claimant("Jeanne", type))["itemReviewed"]["author"] == author


def test_a_claim_without_a_claimant_has_no_author() -> None:
    assert "author" not in of_claim(claimant=None)["itemReviewed"]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ((None,), None),
        (("2026-03-02", "2026-03-01"), "2026-03-01"),
    ],
)
def test_the_first_appearance_is_the_earliest_one(days: Any, first: str | None) -> None:
    claim = of_claim(appearances=tuple(map(place, days)))["itemReviewed"]
    assert claim["firstAppearance"].get("datePublished") == first
    assert len(claim["appearance"]) == len(days)


def test_no_first_appearance_where_one_has_no_date() -> None:
    claim = of_claim(appearances=(place("2026-03-02"), place(None)))["itemReviewed"]
    assert "firstAppearance" not in claim
    assert "firstAppearance" not in of_claim(appearances=())["itemReviewed"]


@pytest.mark.parametrize(
    "rating",
    [
        Rating("truth", "nc", "Invérifiable", 3, 5, 1, "unverifiable"),
        Rating("truth", "hors", "Hors échelle", 0, 5, 1, "false"),
    ],
)
def test_a_rating_without_a_place_on_the_scale_has_words_only(rating: Rating) -> None:
    said = review(publish(replace(verdict(), rating=rating)))
    assert said["reviewRating"] == {"@type": "Rating", "alternateName": rating.label}


def test_corrections_and_the_date_to_check_again_are_told() -> None:
    first = publish(verdict(expires_at="2027-01-31"))
    assert review(first)["expires"] == "2027-01-31"
    correct(first, "Une note.")
    assert review(first)["correction"] == ["Une note."]


def test_a_withdrawn_one_says_since_when_and_why_and_no_more() -> None:
    first = publish()
    last = withdraw(first, "Erreur sur la personne.")
    said = review(first)

    assert said["creativeWorkStatus"] == "withdrawn"
    assert said["correction"] == ["Erreur sur la personne."]
    assert said["expires"] == said["dateModified"]
    assert not said.keys() & {"claimReviewed", "reviewRating", "itemReviewed", "headline"}
    assert "chômage" not in json.dumps(said, ensure_ascii=False)
    assert said["version"] == last.version


def test_the_partner_api_and_the_page_say_the_same(partner: Any) -> None:
    publication = publish()
    answer = partner.get(f"verdicts/{publication.verdict}/", Accept="application/ld+json")
    assert answer.json() == review(publication)
    assert claimreview.CONTEXT.items() <= answer.json().items()

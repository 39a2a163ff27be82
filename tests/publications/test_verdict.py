"""One verdict: its document, its ClaimReview, its versions, its page; conditional requests."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from factcheck.publications.models import PublishedClaim
from tests.factories.publications import correct, publish, verdict, withdraw

HOSTILE = "</script><script>alert(1)</script><!-- & <b>"


def test_the_stored_bytes_are_sent(partner: Any) -> None:
    publication = publish()
    answer = partner.get(f"verdicts/{publication.verdict}/")

    assert answer.status_code == 200
    assert answer.content == bytes(PublishedClaim.objects.get().body)
    assert answer["Content-Type"] == "application/json"
    assert answer["ETag"] == f'"{publication.content_hash}"'
    assert answer["Last-Modified"]
    assert answer["Cache-Control"].startswith("private, max-age=")
    assert {"Accept", "Authorization"} <= set(answer["Vary"].split(", "))


def test_the_claim_review_by_negotiation(partner: Any) -> None:
    publication = publish()
    review = partner.get(f"verdicts/{publication.verdict}/", Accept="application/ld+json")

    assert review["Content-Type"] == "application/ld+json"
    assert review["ETag"] != f'"{publication.content_hash}"'
    said = review.json()
    assert said["@type"] == "ClaimReview"
    assert said["itemReviewed"]["datePublished"] == "2026-03-01"
    assert said["itemReviewed"]["author"] == {"@type": "Person", "name": "Jeanne Martin"}
    assert said["reviewRating"]["alternateName"] == "Faux"
    assert "correction" not in said

    correct(publication, "Une note.")
    again = partner.get(f"verdicts/{publication.verdict}/", Accept="application/ld+json")
    assert again.json()["correction"] == ["Une note."]


def test_a_withdrawn_verdict_is_a_tombstone_in_every_form(partner: Any) -> None:
    publication = publish()
    withdraw(publication, "Erreur sur la personne.")
    address = f"verdicts/{publication.verdict}/"

    assert partner.get(address).json()["withdrawal"]["reason"] == "Erreur sur la personne."
    review = partner.get(address, Accept="application/ld+json").json()
    assert "claimReviewed" not in review
    page = Client().get(f"/verdicts/{publication.verdict}/").content.decode()
    assert "Erreur sur la personne." in page
    assert "chômage" not in page


def test_304_without_loading_the_document(partner: Any, django_assert_num_queries: Any) -> None:
    publication = publish()
    address = f"verdicts/{publication.verdict}/"
    first = partner.get(address)

    with django_assert_num_queries(1) as asked:
        same = partner.get(address, **{"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert "body" not in asked[0]["sql"]
    since = partner.get(address, **{"If-Modified-Since": first["Last-Modified"]})
    assert since.status_code == 304

    correct(publication)
    changed = partner.get(address, **{"If-None-Match": first["ETag"]})
    assert changed.json()["version"] == 2


def test_one_query_each(partner: Any, django_assert_num_queries: Any) -> None:
    publication = publish()
    for number in range(3):
        for address in ("", "versions/"):
            with django_assert_num_queries(1):
                partner.get(f"verdicts/{publication.verdict}/{address}")
        correct(publication, f"Note {number}.")


def test_every_version_with_its_note_and_hashes(partner: Any) -> None:
    first = publish()
    second = correct(first, "Une note.")
    third = withdraw(first, "Une raison.")

    versions = partner.get(f"verdicts/{first.verdict}/versions/").json()["results"]
    assert [(item["kind"], item["content_hash"]) for item in versions] == [
        ("published", first.content_hash),
        ("corrected", second.content_hash),
        ("withdrawn", third.content_hash),
    ]
    assert [item["previous_hash"] for item in versions] == [
        None,
        first.content_hash,
        second.content_hash,
    ]
    assert versions[1]["correction_note"] == "Une note."
    assert versions[2]["withdrawal_reason"] == "Une raison."


@pytest.mark.parametrize("address", ["verdicts/{}/", "verdicts/{}/versions/"])
def test_an_unknown_id_is_a_404_problem(partner: Any, address: str) -> None:
    answer = partner.get(address.format(uuid4()))
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:factcheck:problem:not-found"


def test_head_and_options(partner: Any) -> None:
    publication = publish()
    address = f"verdicts/{publication.verdict}/"
    head = partner.request("HEAD", address)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == f'"{publication.content_hash}"'
    options = partner.request("OPTIONS", address)
    assert (options.status_code, options["Allow"]) == (204, "GET, HEAD, OPTIONS")


def test_a_single_verdict_takes_no_parameters(partner: Any) -> None:
    answer = partner.get(f"verdicts/{publish().verdict}/", {"pretty": "1"})
    assert answer.status_code == 400
    assert "takes none" in answer.json()["detail"]


# --- The page for people


def test_the_page_shows_the_verdict_and_carries_its_json_ld(db: None) -> None:
    publication = publish()
    correct(publication, "Une note.")
    answer = Client().get(f"/verdicts/{publication.verdict}/")

    page = answer.content.decode()
    for words in ("Le taux de chômage", "Faux", "7,3 % contre 7,5 %", "Une note."):
        assert words in page
    assert _json_ld(page)["@type"] == "ClaimReview"
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    assert not html.fromstring(page).xpath("//*[@style]")  # of the snippet, others make one


def test_hostile_words_are_harmless_on_the_page(db: None) -> None:
    publication = publish(verdict(text=HOSTILE, headline=HOSTILE, claimant=HOSTILE))
    page = Client().get(f"/verdicts/{publication.verdict}/").content.decode()

    assert "<script>alert" not in page
    assert page.count("</script>") == 1
    assert _json_ld(page)["claimReviewed"] == HOSTILE


def test_no_page_for_an_unknown_verdict(db: None) -> None:
    assert Client().get(f"/verdicts/{uuid4()}/").status_code == 404


def _json_ld(page: str) -> Any:
    begin = page.index('ld+json">') + len('ld+json">')
    return json.loads(page[begin : page.index("</script>")])

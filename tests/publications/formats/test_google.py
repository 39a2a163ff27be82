"""`claims:search`: what it finds, how it pages, how it refuses; as Google documents it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from factcheck.publications.document import Claimant
from tests.factories import partners
from tests.factories.publications import correct, publish, verdict, withdraw

PATH = "/v1alpha1/claims:search"
DAY = datetime(2026, 5, 1, tzinfo=UTC)


def texts(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [claim["text"] for claim in answer.json()["claims"]]


def error(answer: Any) -> dict[str, Any]:
    """The error, once its shape is checked."""
    assert answer["Content-Type"] == "application/json; charset=UTF-8"
    assert answer["Cache-Control"] == "no-store"
    said = answer.json()["error"]
    assert said["code"] == answer.status_code
    assert said["message"]
    assert said["status"].isupper()
    return said


def test_a_claim_has_googles_fields_and_no_others(search: Any) -> None:
    publication = publish(at=DAY)
    answer = search()

    assert answer["Content-Type"] == "application/json; charset=UTF-8"
    (claim,) = answer.json()["claims"]
    (review,) = claim.pop("claimReview")
    assert claim == {
        "text": "Le taux de chômage a baissé de moitié.",
        "claimant": "Jeanne Martin",
        "claimDate": "2026-03-01T00:00:00Z",
    }
    assert review == {
        "publisher": {"name": "Fact-checking desk", "site": "127.0.0.1"},
        "url": f"{settings.PUBLIC_BASE_URL}/verdicts/{publication.verdict}/",
        "title": "Non, le chômage n’a pas baissé de moitié",
        "reviewDate": "2026-05-01T00:00:00.000000Z",
        "textualRating": "Faux",
        "languageCode": "fr",
    }
    assert "nextPageToken" not in answer.json()


def test_what_is_not_known_is_left_out(search: Any) -> None:
    publish(verdict(claimant=None, claimed_on=None))
    (claim,) = search().json()["claims"]
    assert claim.keys() == {"text", "claimReview"}


def test_only_what_stands_and_as_it_stands(search: Any) -> None:
    withdraw(publish(verdict(text="Le chômage retiré.")))
    correct(publish(verdict(text="Le chômage d’avant.")), text="Le chômage corrigé.")
    assert texts(search()) == ["Le chômage corrigé."]


def test_filters(search: Any) -> None:
    publish(verdict(text="Le chômage en français.", language="fr"), at=DAY)
    publish(verdict(text="Le chômage en anglais.", language="en-GB"))
    french, english = "Le chômage en français.", "Le chômage en anglais."

    assert sorted(texts(search())) == [english, french]
    assert texts(search("anglais")) == [english]
    assert texts(search("CHÔMAGE anglais")) == [english]
    assert texts(search("licorne")) == []
    assert texts(search("100%")) == []
    assert texts(search(languageCode="fr-CA")) == [french]
    assert texts(search(languageCode="en")) == [english]
    assert texts(search(languageCode="sr-Latn")) == []
    assert texts(search(maxAgeDays=1)) == [english]
    old = (datetime.now(UTC) - DAY) + timedelta(days=1)
    assert sorted(texts(search(maxAgeDays=old.days))) == [english, french]
    assert sorted(texts(search(maxAgeDays=2**31 - 1))) == [english, french]
    assert texts(search(None, reviewPublisherSiteFilter="127.0.0.1")) == [english, french]
    assert texts(search(None, reviewPublisherSiteFilter="http://127.0.0.1/")) == [english, french]
    assert texts(search(None, reviewPublisherSiteFilter="nytimes.com")) == []


def test_the_age_is_that_of_the_newer_of_claim_and_review(search: Any) -> None:
    publish(verdict(claimed_on=datetime.now(UTC).date().isoformat()), at=DAY - timedelta(days=900))
    publish(verdict(text="Le chômage d’autrefois.", claimed_on=None), at=DAY - timedelta(days=900))
    assert texts(search(maxAgeDays=2)) == ["Le taux de chômage a baissé de moitié."]


def test_pages_cover_everything_once_whatever_is_published_meanwhile(search: Any) -> None:
    said = [publish(verdict(text=f"Le chômage, {number}."), at=DAY) for number in range(5)]
    first = search(pageSize=2)
    publish(verdict(text="Le chômage, entre-temps."))
    second = search(pageSize=2, pageToken=first.json()["nextPageToken"])
    third = search(pageSize=3, pageToken=second.json()["nextPageToken"])

    seen = texts(first) + texts(second) + texts(third)
    assert sorted(seen) == [f"Le chômage, {number}." for number in range(len(said))]
    assert "nextPageToken" not in third.json()


def test_an_offset_counts_only_without_a_token(search: Any) -> None:
    for number in range(4):
        publish(verdict(text=f"Le chômage, {number}."), at=DAY + timedelta(days=number))
    first = search(pageSize=1, offset=1)
    assert texts(first) == ["Le chômage, 2."]
    token = first.json()["nextPageToken"]
    assert texts(search(pageSize=1, offset=3, pageToken=token)) == ["Le chômage, 1."]
    assert texts(search(offset=10_000)) == []


def test_ten_to_a_page_unless_told_otherwise(search: Any) -> None:
    for _ in range(12):
        publish()
    assert len(texts(search())) == len(texts(search(pageSize=0))) == 10
    assert len(texts(search(pageSize=2**31 - 1))) == 12


def test_the_number_of_queries_does_not_grow(search: Any, django_assert_num_queries: Any) -> None:
    publish()
    search()
    for rows in (1, 8):
        for _ in range(rows):
            publish()
        with django_assert_num_queries(2):
            search(languageCode="fr")


def test_pretty_unless_told_otherwise(search: Any) -> None:
    publish()
    assert b'\n  "claims": [' in search().content
    assert search(prettyPrint="false").content.startswith(b'{"claims":[{')


def test_partial_answers(search: Any) -> None:
    publish(), publish()
    answer = search(pageSize=1, fields="claims(text,claimReview/publisher(site)),nextPageToken")
    (claim,) = answer.json()["claims"]
    assert claim == {
        "text": "Le taux de chômage a baissé de moitié.",
        "claimReview": [{"publisher": {"site": "127.0.0.1"}}],
    }
    assert answer.json()["nextPageToken"]
    for mask in ("claims/text,claims/claimant", "claims(text),claims(claimant)"):
        assert search(fields=mask).json()["claims"][0].keys() == {"text", "claimant"}
    assert search(fields="*/text").json()["claims"][0].keys() == {"text"}


@pytest.mark.parametrize(
    "mask", ["claims/rating", "claims(text", "text", "claims)", ",", "claims/"]
)
def test_a_mask_that_is_none(search: Any, mask: str) -> None:
    assert "fields" in error(search(fields=mask))["message"]


def test_what_the_official_client_always_sends_changes_nothing(search: Any) -> None:
    publish()
    more = {"alt": "json", "$.xgafv": "1", "quotaUser": "u", "upload_protocol": "raw"}
    assert search(**more).content == search().content


def test_304_while_nothing_changed(search: Any, key: str) -> None:
    publish()
    etag = search()["ETag"]
    query = {"query": "chômage", "key": key}
    same = Client().get(PATH, query, headers={"If-None-Match": etag})
    assert (same.status_code, same.content) == (304, b"")
    assert search()["Cache-Control"].startswith("private")


# --- Keys


def test_a_key_in_the_header_works_as_well(search: Any, key: str) -> None:
    publish()
    bearer = Client().get(PATH, {"query": "chômage"}, headers=partners.bearer(key))
    assert bearer.content == search().content
    both = Client().get(PATH, {"query": "chômage", "key": "x"}, headers=partners.bearer(key))
    assert both.status_code == 200


@pytest.mark.parametrize(
    ("given", "code", "status", "words"),
    [
        ({}, 401, "UNAUTHENTICATED", "parameter key"),
        ({"key": "AIzaSyNotOurs"}, 401, "UNAUTHENTICATED", "checksum"),
        ({"key": ""}, 401, "UNAUTHENTICATED", "checksum"),
        ({"access_token": "x"}, 401, "UNAUTHENTICATED", "parameter key"),
    ],
)
def test_without_a_good_key(db: None, given: Any, code: int, status: str, words: str) -> None:
    said = error(Client().get(PATH, {"query": "x"} | given))
    assert (said["code"], said["status"]) == (code, status)
    assert words in said["message"]


def test_a_key_without_the_scope(db: None) -> None:
    other = partners.key(["match"])[1]
    said = error(Client().get(PATH, {"query": "x", "key": other}))
    assert (said["code"], said["status"]) == (403, "PERMISSION_DENIED")
    assert "read" in said["message"]


def test_a_key_in_another_parameter_is_refused(search: Any, key: str) -> None:
    assert "revoked" in error(search(query=key))["message"]


def test_the_parameter_key_works_here_and_nowhere_else(key: str) -> None:
    for address in ("/api/v1/verdicts/", "/api/v1/changes/"):
        answer = Client().get(address, {"key": key})
        assert answer.status_code in (400, 401)
        assert answer.json()["type"] == "urn:factcheck:problem:key-in-url"


# --- Refusals


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ({"query": None}, "query"),
        ({"query": " "}, "query"),
        ({"colour": "red"}, "colour"),
        ({"page_size": "1"}, "page_size"),
        ({"pageSize": "ten"}, "pageSize"),
        ({"pageSize": "-1"}, "pageSize"),
        ({"pageSize": str(2**31)}, "pageSize"),
        ({"maxAgeDays": "1.5"}, "maxAgeDays"),
        ({"offset": "10001"}, "offset"),
        ({"languageCode": "français"}, "languageCode"),
        ({"reviewPublisherSiteFilter": "https://[x"}, "reviewPublisherSiteFilter"),
        ({"query": "a\0b"}, "query"),
        ({"query": "x" * 10_001}, "query"),
        ({"query": ["a", "b"]}, "query"),
        ({"alt": "proto"}, "alt"),
        ({"callback": "run"}, "callback"),
        ({"oauth_token": "x"}, "oauth_token"),
        ({"prettyPrint": "maybe"}, "prettyPrint"),
        ({"format": "api"}, "format"),
        ({"pageToken": "x"}, "pageToken"),
        ({"pageToken": "W10"}, "pageToken"),
        ({"pageToken": "WzEsMiwzXQ"}, "pageToken"),
        ({"pageToken": "WzEsIjIwMjYtMDEtMDEiLCJ4Il0"}, "pageToken"),
    ],
)
def test_what_is_wrong_is_named(search: Any, given: Any, parameter: str) -> None:
    said = error(search(**given))
    assert (said["code"], said["status"]) == (400, "INVALID_ARGUMENT")
    assert parameter in said["message"]
    (detail,) = said["details"]
    assert detail["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert detail["fieldViolations"][0]["field"] == parameter


def test_a_token_of_another_search(search: Any) -> None:
    publish(), publish()
    token = search(pageSize=1).json()["nextPageToken"]
    assert "another search" in error(search("baissé", pageToken=token))["message"]


def test_bytes_that_are_no_text(key: str) -> None:
    answer = Client().get(f"{PATH}?query=%ff&key={key}")
    assert error(answer)["status"] == "INVALID_ARGUMENT"


def test_what_this_server_does_not_do() -> None:
    image = Client().get("/v1alpha1/claims:imageSearch", {"imageUri": "https://x.example/"})
    assert error(image)["status"] == "UNIMPLEMENTED"
    assert error(Client().post("/v1alpha1/pages"))["status"] == "NOT_FOUND"


def test_what_nobody_foresaw_is_an_error_in_the_same_shape(search: Any, monkeypatch: Any) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("factcheck.publications.formats.google.finding.find", broken)
    assert error(search())["status"] == "INTERNAL"


# --- A GET that is too long for an address


def post(body: str | bytes, **headers: str) -> Any:
    more = {"X-HTTP-Method-Override": "GET"} | headers
    return Client(enforce_csrf_checks=True).generic(
        "POST", PATH, body, "application/x-www-form-urlencoded", headers=more
    )


def test_a_post_that_stands_for_a_get(search: Any, key: str) -> None:
    publish()
    body = urlencode({"query": "chômage " * 500, "key": key})
    assert post(body).content == search().content


def test_other_posts_are_refused(key: str) -> None:
    plain = Client().post(PATH, {"query": "x", "key": key})
    assert error(plain)["code"] == 405
    other = post(urlencode({"query": "x", "key": key}), **{"X-HTTP-Method-Override": "DELETE"})
    assert error(other)["code"] == 405
    large = post(urlencode({"query": "x" * 70_000, "key": key}))
    assert error(large)["status"] == "INVALID_ARGUMENT"
    upload = Client().post(PATH, {"query": "x"}, headers={"X-HTTP-Method-Override": "GET"})
    assert "form" in error(upload)["message"]
    assert error(post(b"query=%ff&key=" + key.encode()))["status"] == "INVALID_ARGUMENT"
    assert error(post(b"query=\xff\xfe&key=" + key.encode()))["status"] == "INVALID_ARGUMENT"


def test_a_claimants_name_is_found_too(search: Any) -> None:
    said = verdict(claimant="Zoé Quatre")
    assert said.claim.claimant == Claimant("Zoé Quatre", "Person")
    publish(said)
    assert len(texts(search("quatre"))) == 1

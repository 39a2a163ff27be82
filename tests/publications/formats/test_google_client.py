"""Google's own Python client, unchanged but for its endpoint, against the real server."""

from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.discovery import build  # type: ignore[import-untyped]
from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

from tests.factories import partners
from tests.factories.publications import publish, verdict, withdraw
from tests.serving import serving

CLAIMS = 25


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    for number in range(CLAIMS):
        publish(verdict(text=f"Le chômage, n° {number}."))
    withdraw(publish(verdict(text="Le chômage, retiré.")))
    with serving() as address:
        yield address


@pytest.fixture
def key(committed: None) -> str:
    return partners.key()[1]


def claims(address: str, key: str) -> Any:
    service = build(
        "factchecktools",
        "v1alpha1",
        developerKey=key,
        client_options={"api_endpoint": address},
        static_discovery=True,
    )
    return service.claims()


def test_the_official_client_lists_pages_and_explains(address: str, key: str) -> None:
    """One server for all of it: it takes seconds to start."""
    _lists_and_pages(claims(address, key))
    _asks_more_than_an_address_holds(claims(address, key))
    _reads_the_errors(address, key)


def _lists_and_pages(api: Any) -> None:
    seen, pages = [], 0
    request = api.search(query="chômage", languageCode="fr", pageSize=10)
    while request is not None:
        answer = request.execute()
        seen += [claim["text"] for claim in answer["claims"]]
        pages += 1
        request = api.search_next(request, answer)
    assert pages == 3
    assert sorted(seen) == sorted(f"Le chômage, n° {number}." for number in range(CLAIMS))

    one = api.search(reviewPublisherSiteFilter="127.0.0.1", maxAgeDays=1, offset=24).execute()
    assert [claim["text"] for claim in one["claims"]] == ["Le chômage, n° 0."]
    assert one["claims"][0]["claimReview"][0]["textualRating"] == "Faux"


def _asks_more_than_an_address_holds(api: Any) -> None:
    request = api.search(query="le chômage n° 7. " * 200)
    answer = request.execute()
    assert request.method == "POST"
    assert "Le chômage, n° 7." in [claim["text"] for claim in answer["claims"]]


def _reads_the_errors(address: str, key: str) -> None:
    with pytest.raises(HttpError) as error:
        claims(address, key).search().execute()
    assert error.value.status_code == 400
    assert error.value.reason == "query: give it, or reviewPublisherSiteFilter."
    assert error.value.error_details[0]["fieldViolations"][0]["field"] == "query"

    with pytest.raises(HttpError, match="checksum") as error:
        claims(address, key[:-1]).search(query="x").execute()
    assert error.value.status_code == 401

    with pytest.raises(HttpError, match="no search by image") as error:
        claims(address, key).imageSearch(imageUri="https://x.example/a.png").execute()
    assert error.value.status_code == 501

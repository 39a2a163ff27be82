"""What anybody may read comes compressed to whoever asks for it, and is then tagged apart."""

import gzip
from typing import Any

import pytest
from django.test import Client

from tests.factories.publications import publish

pytestmark = pytest.mark.django_db

PATHS = ["/feeds/verdicts.atom", "/feeds/claimreview.json", "/verdicts/{id}/"]


def get(path: str, method: str = "GET", **headers: str) -> Any:
    """The answer, read to its end (a stream keeps others waiting)."""
    answer: Any = Client().generic(method, path, headers=headers)
    answer.whole = answer.getvalue()
    return answer


@pytest.fixture(params=PATHS)
def path(request: Any, db: None) -> str:
    return request.param.format(id=publish().verdict)


def test_the_same_bytes_under_a_tag_of_their_own(path: str) -> None:
    plain, packed = get(path), get(path, **{"Accept-Encoding": "br, gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    assert gzip.decompress(packed.whole) == plain.whole
    assert packed["ETag"] == plain["ETag"][:-1] + '-gzip"'
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer["Vary"]


def test_a_copy_is_known_by_the_tag_it_came_with(path: str) -> None:
    for encoding in ("gzip", "identity"):
        tag = get(path, **{"Accept-Encoding": encoding})["ETag"]
        again = get(path, **{"Accept-Encoding": encoding, "If-None-Match": tag})
        assert (again.status_code, again["ETag"]) == (304, tag)
        assert "Content-Encoding" not in again


@pytest.mark.parametrize("accept", ["gzip;q=0", "identity", "br"])
def test_nobody_gets_what_they_did_not_ask_for(path: str, accept: str) -> None:
    assert "Content-Encoding" not in get(path, **{"Accept-Encoding": accept})


def test_head_tells_the_same(path: str) -> None:
    asked = {"Accept-Encoding": "gzip"}
    head = get(path, "HEAD", **asked)
    assert (head["ETag"], head.whole) == (get(path, **asked)["ETag"], b"")

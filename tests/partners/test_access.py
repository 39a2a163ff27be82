"""Who gets in with which key, and what the others are told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from factcheck.partners import actions, keys, lookup
from factcheck.partners.keys import Key
from tests.factories import partners

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/changes/"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    lookup.forget()


def get(authorization: str | None = None, address: str = ADDRESS) -> Any:
    headers = {"Authorization": authorization} if authorization is not None else {}
    return Client().get(address, headers=headers)


def refused(answer: Any, *words: str) -> None:
    assert answer.status_code == 401, answer.content
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == "urn:factcheck:problem:unauthenticated"
    for word in words:
        assert word in problem["detail"]


def test_a_good_key_opens() -> None:
    _row, text = partners.key()
    assert get(f"Bearer {text}").status_code == 200
    assert get(f"bearer {text}").status_code == 200


def test_no_key_is_told_how() -> None:
    refused(get(), "Authorization: Bearer")


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer x", "Basic eDp5", "Token fck_live_x"])
def test_something_else_is_refused_without_a_query(
    given: str, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        refused(get(given))


def test_an_unknown_id_and_a_wrong_secret_get_the_same_answer() -> None:
    row, _text = partners.key()
    unknown = get(f"Bearer {keys.mint()}")
    wrong = get(f"Bearer {Key(row.public_id, keys.mint().secret)}")
    refused(unknown, "not valid")
    assert unknown.content == wrong.content


def test_a_revoked_key_is_refused_within_half_a_minute(monkeypatch: Any) -> None:
    row, text = partners.key()
    assert get(f"Bearer {text}").status_code == 200
    actions.revoke_key(row.pk, actor=None)

    now = lookup.time.monotonic() + lookup.REMEMBERED_SECONDS
    monkeypatch.setattr(lookup.time, "monotonic", lambda: now)
    refused(get(f"Bearer {text}"), "revoked", "new one")


def test_an_expired_key_is_refused_at_once(monkeypatch: Any) -> None:
    row, text = partners.key(days=1)
    assert get(f"Bearer {text}").status_code == 200
    later = row.expires_at + timedelta(seconds=1)
    monkeypatch.setattr(lookup.timezone, "now", lambda: later)
    refused(get(f"Bearer {text}"), "expired")


def test_an_inactive_partner_is_refused() -> None:
    row, text = partners.key()
    actions.change_partner(row.partner_id, actor=None, seen=1, active=False)
    refused(get(f"Bearer {text}"), "revoked")


def test_a_missing_scope_is_named() -> None:
    _row, text = partners.key(scopes=["submit"])
    answer = get(f"Bearer {text}")
    assert answer.status_code == 403
    assert "“read”" in answer.json()["detail"]
    assert "submit" in answer.json()["detail"]


def test_a_key_in_the_url_is_refused_and_said_so() -> None:
    _row, text = partners.key()
    answer = get(f"Bearer {text}", f"{ADDRESS}?api_key={text}")
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:factcheck:problem:key-in-url"
    assert text not in answer.content.decode()


def test_a_known_key_costs_no_query(django_assert_num_queries: Any) -> None:
    _row, text = partners.key()
    get(f"Bearer {text}")
    with django_assert_num_queries(1):  # the feed's own: where it stands
        get(f"Bearer {text}")

"""A partner makes and ends its keys by itself, over the API."""

from typing import Any

import orjson
import pytest

from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history.models import Event
from factcheck.partners import actions, keys, lookup
from factcheck.partners.models import ApiKey
from tests.factories import partners

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(caller: Any) -> Any:
    """A partner whose key reads and matches."""
    row, text = partners.key(scopes=["read", "match"], label="site")
    found = caller(text)
    found.row = row
    return found


def refused(answer: Any, status: int, type: str, field: str = "", *words: str) -> None:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["type"] == f"urn:factcheck:problem:{type}"
    if field:
        assert list(problem["fields"]) == [field]
    for word in words:
        assert word in str(problem)
    assert "RateLimit" in answer


# --- Reading them


def test_own_keys_without_secrets(site: Any) -> None:
    partners.key(partner=partners.partner("Autre"))
    answer = site.get("keys/")
    assert answer["Cache-Control"] == "no-store"
    [key] = answer.json()["results"]
    assert key == {
        "id": site.row.public_id,
        "label": "site",
        "scopes": ["match", "read"],
        "created_at": key["created_at"],
        "expires_at": key["expires_at"],
        "revoked_at": None,
        "last_used_at": None,
        "is_calling": True,
    }
    assert site.row.secret_hash not in answer.content.decode()
    site.get("usage/")
    assert site.get("keys/").json()["results"][0]["last_used_at"].endswith("Z")


# --- Making one


def test_a_new_key_is_shown_once_and_works(site: Any, caller: Any) -> None:
    body = {"scopes": ["read"], "label": "mobile app", "expires_in_days": 30}
    answer = site.post("keys/", body)
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    made = answer.json()
    assert keys.parse(made["key"])
    assert (made["label"], made["scopes"], made["is_calling"]) == ("mobile app", ["read"], False)
    assert caller(made["key"]).get("changes/").status_code == 200
    assert made["key"] not in site.get("keys/").content.decode()


def test_the_event_says_by_which_key(site: Any) -> None:
    site.post("keys/", {"scopes": ["read"]})
    event = Event.objects.filter(verb="key:create").latest("id")
    assert event.actor is None
    assert event.data["by_key"] == site.row.public_id


def test_it_lives_as_long_as_the_manager_lets_it(site: Any) -> None:
    actions.change_partner(site.row.partner_id, actor=None, seen=1, longest_key_days=10)
    too_long = site.post("keys/", {"scopes": ["read"], "expires_in_days": 11})
    refused(too_long, 400, "invalid-input", "expires_in_days", "10 days")
    made = site.post("keys/", {"scopes": ["read"]}).json()
    row = ApiKey.objects.get(public_id=made["id"])
    assert (row.expires_at - row.created_at).days in (9, 10)


def test_it_has_no_more_than_the_calling_key(site: Any) -> None:
    answer = site.post("keys/", {"scopes": ["read", "webhooks"]})
    refused(answer, 400, "invalid-input", "scopes", "webhooks", "match, read")
    refused(site.post("keys/", {"scopes": ["root"]}), 400, "invalid-input", "scopes", "root")


def test_two_live_keys_at_most(site: Any) -> None:
    made = site.post("keys/", {"scopes": ["read"], "label": "new"}).json()
    answer = site.post("keys/", {"scopes": ["read"]})
    refused(answer, 409, "conflict", "", "(site)", f"{made['id']} (new)")


def test_a_script_in_a_loop_is_stopped(site: Any) -> None:
    for _ in range(actions.KEYS_A_DAY - 1):
        made = site.post("keys/", {"scopes": ["read"]}).json()
        assert site.post(f"keys/{made['id']}/revoke/").status_code == 200
    refused(site.post("keys/", {"scopes": ["read"]}), 409, "conflict", "", "24 hours")


WRONG: list[tuple[Any, str, str, str]] = [
    ({}, "invalid-input", "scopes", "required"),
    ({"scopes": []}, "invalid-input", "scopes", "at least 1"),
    ({"scopes": "read"}, "invalid-input", "scopes", "list"),
    ({"scopes": [1]}, "invalid-input", "scopes[0]", "string"),
    ({"scopes": [["read"]]}, "invalid-input", "scopes[0]", "string"),
    ({"scopes": ["read"] * 5}, "invalid-input", "scopes", "4"),
    ({"scopes": ["read"], "label": 5}, "invalid-input", "label", "string"),
    ({"scopes": ["read"], "label": None}, "invalid-input", "label", "null"),
    ({"scopes": ["read"], "label": "x" * 101}, "invalid-input", "label", "100"),
    ({"scopes": ["read"], "label": "a\0b"}, "invalid-input", "label", "ull"),
    ({"scopes": ["read"], "expires_in_days": "30"}, "invalid-input", "expires_in_days", "integer"),
    ({"scopes": ["read"], "expires_in_days": True}, "invalid-input", "expires_in_days", "integer"),
    ({"scopes": ["read"], "expires_in_days": 1.5}, "invalid-input", "expires_in_days", "integer"),
    ({"scopes": ["read"], "expires_in_days": 0}, "invalid-input", "expires_in_days", "1"),
    ({"scopes": ["read"], "expires_in_days": 10**30}, "invalid-input", "expires_in_days", ""),
    ({"scopes": ["read"], "partner": 1}, "invalid-input", "partner", "no such field"),
    ({"scopes": ["read"], "non_field_errors": 1}, "invalid-input", "non_field_errors", "no such"),
    ({"scopes": ["read"], "message": 1}, "invalid-input", "message", "no such field"),
    ({"scopes": ["read"], "self": 1}, "invalid-input", "self", "no such field"),
    ({"scopes": ["read"], "x" * 9000: 1}, "invalid-input", "x" * 60, "no such field"),
    (b"", "invalid-input", "scopes", "required"),
    (b"{", "invalid-json", "", "JSON"),
    (b"[]", "invalid-json", "", "object"),
    (b"null", "invalid-json", "", "object"),
    (b'{"label": "\xff"}', "invalid-json", "", "UTF-8"),
    (b'{"label": "\\ud800"}', "invalid-json", "", "UTF-8"),
    (b"[" * 10_000, "invalid-json", "", "JSON"),
    (b'{"scopes": NaN}', "invalid-json", "", "JSON"),
]


@pytest.mark.parametrize(("body", "type", "field", "word"), WRONG)
def test_what_is_wrong_is_named(site: Any, body: Any, type: str, field: str, word: str) -> None:
    refused(site.post("keys/", body), 400, type, field, word)
    assert ApiKey.objects.count() == 1


def test_it_speaks_english_to_all(site: Any) -> None:
    given = {"headers": partners.bearer(site.key) | {"Accept-Language": "fr"}}
    refused(site.post("keys/", {}, **given), 400, "invalid-input", "scopes", "required")


def test_bodies_have_a_size_and_a_type(site: Any) -> None:
    refused(site.post("keys/", b" " * 17_000 + b"{}"), 413, "too-large", "", "16384")
    form = site.post("keys/", b"scopes=read", content_type="application/x-www-form-urlencoded")
    refused(form, 415, "unsupported-media-type")
    assert site.post("keys/", orjson.dumps({"scopes": ["read"]})).status_code == 201


def test_unknown_parameters_and_methods(site: Any) -> None:
    refused(site.post("keys/?scopes=read", {"scopes": ["read"]}), 400, "unknown-parameter")
    given = partners.bearer(site.key)
    deleted = site.client.delete("/api/v1/keys/", headers=given)
    refused(deleted, 405, "method-not-allowed")
    assert site.client.options("/api/v1/keys/", headers=given).status_code == 204


# --- Ending one


def test_another_key_is_ended(site: Any, caller: Any) -> None:
    made = site.post("keys/", {"scopes": ["read"]}).json()
    answer = site.post(f"keys/{made['id']}/revoke/", {"reason": "lost with a telephone"})
    assert answer.status_code == 200
    told = answer.json()
    assert told["revoked_at"]
    assert told["note"] == "The key is refused within 30 seconds."
    lookup.forget()
    assert caller(made["key"]).get("changes/").status_code == 401
    event = Event.objects.get(verb="key:revoke")
    assert (event.reason, event.data) == (
        "lost with a telephone",
        {"by_key": site.row.public_id},
    )
    again = site.post(f"keys/{made['id']}/revoke/")
    refused(again, 409, "conflict", "", "already revoked")


def test_a_key_may_end_itself_and_is_told(site: Any) -> None:
    answer = site.post(f"keys/{site.row.public_id}/revoke/")
    assert answer.status_code == 200
    assert answer.json()["note"].startswith("You revoked the key that you called with")
    lookup.forget()
    assert site.get("keys/").status_code == 401


def test_of_another_partner_nothing_is_told(site: Any) -> None:
    foreign, _text = partners.key(partner=partners.partner("Autre"))
    answer = site.post(f"keys/{foreign.public_id}/revoke/")
    unknown = site.post("keys/ABCDefgh/revoke/")
    refused(answer, 404, "not-found")
    assert answer.content.replace(foreign.public_id.encode(), b"ABCDefgh") == unknown.content
    foreign.refresh_from_db()
    assert foreign.revoked_at is None


@pytest.mark.parametrize("body", [{"reason": 1}, {"reason": "x" * 501}, {"why": "x"}])
def test_a_wrong_body_ends_nothing(site: Any, body: Any) -> None:
    answer = site.post(f"keys/{site.row.public_id}/revoke/", body)
    refused(answer, 400, "invalid-input", next(iter(body)))
    site.row.refresh_from_db()
    assert site.row.revoked_at is None


# --- The verbs themselves hold it too, whatever a process remembers


def test_a_key_that_was_just_ended_can_do_nothing(site: Any) -> None:
    other, _text = partners.key(partner=site.row.partner)
    actions.revoke_key(site.row.pk, actor=None)
    by = {"actor": None, "by_key": site.row.public_id}
    with pytest.raises(NotAllowed):
        actions.revoke_key(other.pk, **by)
    with pytest.raises(NotAllowed):
        actions.create_key(site.row.partner, scopes=["read"], **by)


def test_a_key_acts_for_its_own_partner_only(site: Any) -> None:
    foreign, _text = partners.key(partner=partners.partner("Autre"))
    by = {"actor": None, "by_key": site.row.public_id}
    with pytest.raises(NotAllowed):
        actions.revoke_key(foreign.pk, **by)
    with pytest.raises(NotAllowed):
        actions.create_key(foreign.partner, scopes=["read"], **by)
    with pytest.raises(Invalid):
        actions.create_key(site.row.partner, scopes=["submit"], **by)
    actions.create_key(site.row.partner, scopes=["match"], **by)
    with pytest.raises(Conflict):
        actions.create_key(site.row.partner, scopes=["match"], **by)


def test_limits_are_whole_numbers(site: Any) -> None:
    for wrong in (0, -1, 2**31, "600", 1.5):
        with pytest.raises(Invalid):
            actions.change_partner(
                site.row.partner_id, actor=None, seen=1, requests_per_minute=wrong
            )
    with pytest.raises(Invalid):
        actions.create_partner(name="X", actor=None, longest_key_days=4000)

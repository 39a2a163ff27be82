"""A partner's requests are counted, and every answer says where its limits stand."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from factcheck.partners import actions, lookup, metering, quota
from factcheck.partners.middleware import GRANT
from factcheck.partners.models import Partner
from tests.factories import partners

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited(caller: Any) -> Any:
    """A partner with three requests a minute."""
    partner = partners.partner()
    actions.change_partner(partner.pk, actor=None, seen=1, requests_per_minute=3)
    return caller(partners.key(partner=partner)[1])


def test_every_answer_says_what_is_left(limited: Any) -> None:
    first = limited.get("changes/")
    assert first["RateLimit-Policy"].startswith('"minute";q=3;w=60, "day"')
    assert first["RateLimit"].startswith('"minute";r=2;t=60, "day";r=99999;t=')
    same = limited.get("changes/", **{"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    assert '"minute";r=1' in same["RateLimit"]
    wrong = limited.get("changes/?x=1")
    assert wrong.status_code == 400
    assert '"minute";r=0' in wrong["RateLimit"]


def test_the_fourth_is_refused_and_told_why(limited: Any, django_assert_num_queries: Any) -> None:
    for _ in range(3):
        assert limited.get("changes/").status_code == 200
    limited.get("changes/")
    with django_assert_num_queries(0):
        answer = limited.get("verdicts/")
    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert 0 < int(answer["Retry-After"]) <= 60
    assert '"minute";r=0' in answer["RateLimit"]
    problem = answer.json()
    assert problem["type"] == "urn:factcheck:problem:too-many-requests"
    assert "3 requests a minute" in problem["detail"]
    assert f"in {answer['Retry-After']} seconds" in problem["detail"]
    assert problem["violated-policies"] == ["minute"]


def test_the_day_is_shared_by_a_partners_keys(caller: Any) -> None:
    partner = partners.partner()
    actions.change_partner(partner.pk, actor=None, seen=1, requests_per_day=2)
    one, other = (caller(partners.key(partner=partner)[1]) for _ in range(2))
    assert [one.get("changes/").status_code for _ in range(3)] == [200, 200, 429]
    answer = other.get("changes/")
    assert answer.json()["type"] == "urn:factcheck:problem:over-quota"
    assert answer["Retry-After"] == str(
        next(s.resets_in for s in answer.wsgi_request.META[GRANT].refused_by)
    )


def test_whoever_has_no_good_key_is_not_counted(limited: Any) -> None:
    assert "RateLimit" not in Client().get("/api/v1/changes/")
    row, text = partners.key(partner=Partner.objects.get(), label="other")
    actions.revoke_key(row.pk, actor=None)
    lookup.forget()
    refused = Client().get("/api/v1/changes/", headers=partners.bearer(text))
    assert refused.status_code == 401
    assert "RateLimit" not in refused


def test_a_missing_scope_is_counted_too(caller: Any) -> None:
    ours = caller(partners.key(scopes=["submit"])[1])
    answer = ours.get("changes/")
    assert answer.status_code == 403
    assert '"minute";r=599' in answer["RateLimit"]


def test_what_was_counted_in_front_of_django_is_not_counted_again(limited: Any) -> None:
    """A faster way asks first, and hands over what it does not answer itself."""
    limited.get("changes/")
    seen = lookup._remembered
    [(_read_at, known)] = seen.values()
    grant = metering.take(known.account)
    answer = limited.client.get(
        "/api/v1/changes/", headers=partners.bearer(limited.key), **{GRANT: grant}
    )
    assert '"minute";r=1' in answer["RateLimit"]
    assert '"minute";r=0' in limited.get("changes/")["RateLimit"]


def test_a_client_cannot_bring_a_grant(limited: Any) -> None:
    forged = {"factcheck.grant": "yes", "HTTP_FACTCHECK.GRANT": "yes"}
    answer = limited.get("changes/", **forged)
    assert answer["RateLimit"].startswith('"minute";r=2')


def test_without_the_database_it_is_unavailable(limited: Any, monkeypatch: Any) -> None:
    limited.get("changes/")
    quota.forget()

    def broken(*_: Any) -> Any:
        raise OperationalError

    monkeypatch.setattr(metering, "rows", broken)
    monkeypatch.setattr(metering.take, "__defaults__", (broken, 1))
    answer = limited.get("changes/")
    assert answer.status_code == 503
    assert answer["Retry-After"]

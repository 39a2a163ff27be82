"""A partner manager gives a key and ends one, in the admin."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from factcheck.history.models import Event
from factcheck.partners import keys
from factcheck.partners.models import ApiKey, KeyUsage, Partner
from tests.factories import partners, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Client:
    user = get_user_model().objects.create(username="manager", is_staff=True)
    user.groups.add(Group.objects.get(name="partner manager"))
    client = Client()
    client.force_login(user)
    return client


def told(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def test_a_partner_is_added_and_changed(manager: Client) -> None:
    facts = {"name": "Le Phare", "slug": "le-phare", "website": "https://phare.example"}
    assert manager.post("/admin/partners/partner/add/", facts).status_code == 302
    partner = Partner.objects.get()
    assert partner.active

    address = f"/admin/partners/partner/{partner.pk}/change/"
    assert manager.get(address).status_code == 200
    manager.post(address, facts | {"name": "Le Phare du Nord", "seen": 1})
    partner.refresh_from_db()
    assert (partner.name, partner.active, partner.version) == ("Le Phare du Nord", False, 2)

    stale = manager.post(address, facts | {"name": "Autre", "seen": 1}, follow=True)
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Nothing of yours was saved" in page
    assert "Le Phare du Nord" in page
    assert 'value="Autre"' in page


def test_a_key_is_shown_once(manager: Client) -> None:
    owner = partners.partner()
    assert manager.get("/admin/partners/apikey/add/").status_code == 200
    given = {"partner": owner.pk, "scopes": ["read", "match"], "label": "site", "days": 30}
    answer = manager.post("/admin/partners/apikey/add/", given, follow=True)

    found = re.search(r"fck_live_\w+", told(answer))
    assert found
    assert keys.parse(found[0])
    row = ApiKey.objects.get()
    again = manager.get(f"/admin/partners/apikey/{row.pk}/change/").content.decode()
    assert "fck_live_" not in again
    assert row.secret_hash not in again


def test_a_third_key_is_refused_on_the_page(manager: Client) -> None:
    for label in ("one", "two"):
        partners.key(label=label)
    given = {"partner": partners.partner().pk, "scopes": ["read"], "days": 30}
    answer = manager.post("/admin/partners/apikey/add/", given)
    assert answer.status_code == 409
    assert "two live keys" in answer.content.decode()
    assert ApiKey.objects.count() == 2


def test_keys_are_revoked_from_the_list(manager: Client) -> None:
    row, _text = partners.key()
    chosen = {"action": "revoke", "_selected_action": [row.pk]}
    answer = manager.post("/admin/partners/apikey/", chosen, follow=True)
    assert "revoked" in told(answer)
    row.refresh_from_db()
    assert row.revoked_at
    assert "already revoked" in told(manager.post("/admin/partners/apikey/", chosen, follow=True))


def test_nothing_is_deleted_and_no_key_is_edited(manager: Client) -> None:
    row, _text = partners.key()
    for address in (f"partner/{row.partner_id}/delete/", f"apikey/{row.pk}/delete/"):
        assert manager.post(f"/admin/partners/{address}", {"post": "yes"}).status_code == 403
    address = f"/admin/partners/apikey/{row.pk}/change/"
    assert manager.post(address, {"label": "x"}).status_code == 403


# --- Limits and use


def test_a_manager_sets_the_limits(manager: Client) -> None:
    partner = partners.partner()
    address = f"/admin/partners/partner/{partner.pk}/change/"
    page = manager.get(address).content.decode()
    assert 'name="requests_per_minute" value="600"' in page
    facts = {"name": partner.name, "slug": partner.slug, "active": "on", "seen": 1}
    limits = {"requests_per_minute": 60, "requests_per_day": 5000, "longest_key_days": 30}
    assert manager.post(address, facts | limits).status_code == 302
    partner.refresh_from_db()
    assert (partner.requests_per_minute, partner.requests_per_day) == (60, 5000)
    event = Event.objects.get(verb="partner:change")
    assert event.data["changes"]["requests_per_minute"] == [600, 60]
    assert str(event.actor) == "manager"
    page = manager.get(address).content.decode()
    assert "<del>100000</del> <ins>5000</ins>" in page

    none = manager.post(address, facts | limits | {"seen": 2, "requests_per_minute": 0})
    assert "greater than or equal to 1" in none.content.decode()
    empty = manager.post(address, facts | {"seen": 2, "requests_per_minute": ""})
    assert empty.status_code == 302
    partner.refresh_from_db()
    assert partner.requests_per_minute == 60


def test_a_partners_page_shows_the_use_of_its_keys(
    manager: Client, django_assert_max_num_queries: Any
) -> None:
    now = datetime.now(UTC)
    key, _text = partners.key(label="site")
    partners.key(label="never used")
    for ago in (0, 3):
        KeyUsage.objects.create(
            key=key,
            day=(now - timedelta(days=ago)).date(),
            requests=1200,
            refused=34,
            last_used_at=now,
        )
    with django_assert_max_num_queries(12):
        answer = manager.get(f"/admin/partners/partner/{key.partner_id}/change/")
    page = answer.content.decode()
    assert page.count('<svg class="usage-chart"') == 2
    assert "2400 requests and 68 refused in the last 30 days" in page.replace("\u202f", "")
    assert "Not used in the last 30 days." in page
    assert f"/admin/partners/apikey/{key.pk}/do/revoke/?seen=1" in page
    assert "<style" not in page
    assert " style=" not in page

    listed = manager.get("/admin/partners/apikey/").content.decode()
    assert "never" in listed
    assert manager.get("/admin/partners/apikey/?o=7").status_code == 200
    own = manager.get(f"/admin/partners/apikey/{key.pk}/change/").content.decode()
    assert own.count('<svg class="usage-chart"') == 1


def test_a_key_is_revoked_on_its_page_with_a_reason(manager: Client) -> None:
    row, _text = partners.key()
    address = f"/admin/partners/apikey/{row.pk}/do/revoke/"
    assert "reason" in manager.get(address).content.decode()
    answer = manager.post(address, {"reason": "leaked", "seen": 1}, follow=True)
    assert "Revoke" in told(answer)
    assert "/do/revoke/" not in answer.content.decode()
    event = Event.objects.get(verb="key:revoke")
    assert (event.reason, str(event.actor)) == ("leaked", "manager")
    again = manager.post(address, {"reason": "", "seen": 2})
    assert again.status_code == 409


def test_an_auditor_sees_and_changes_nothing() -> None:
    row, _text = partners.key()
    client = Client()
    client.force_login(people.auditor())
    page = client.get(f"/admin/partners/partner/{row.partner_id}/change/").content.decode()
    assert "usage-chart" in page
    assert "Revoke" not in page
    assert "Give it a key" not in page
    answer = client.post(f"/admin/partners/apikey/{row.pk}/do/revoke/", {"reason": "x"})
    assert answer.status_code == 403
    row.refresh_from_db()
    assert row.revoked_at is None

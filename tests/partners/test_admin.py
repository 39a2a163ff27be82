"""A partner manager gives a key and ends one, in the admin."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from factcheck.partners import keys
from factcheck.partners.models import ApiKey, Partner
from tests.factories import partners

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

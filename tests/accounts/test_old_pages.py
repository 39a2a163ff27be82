"""A person's page that was open too long: what somebody took away meanwhile is not given back."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from factcheck.accounts.models import User
from tests.edits.pages import opened, signed_in
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    return signed_in(people.superuser())


def page_of(person: User, client: Client) -> Any:
    return opened(client, f"/admin/accounts/user/{person.pk}/change/", "user_form")


def test_a_role_that_was_taken_away_stays_away(boss: Client) -> None:
    person = people.editor()
    old = page_of(person, boss)
    person.groups.clear()
    User.objects.filter(pk=person.pk).update(is_active=False)

    late = old.save(last_name="Roy")
    assert late.status == 409
    assert "was changed while you were working on it" in late.text
    assert "Groups–editor" in late.compared
    assert "Activenoyes" in late.compared
    now = User.objects.get(pk=person.pk)
    assert (now.is_active, now.last_name, list(now.groups.all())) == (False, "", [])


def test_who_has_seen_what_stands_now_may_give_it_again(boss: Client) -> None:
    person = people.editor()
    old = page_of(person, boss)
    person.groups.clear()
    assert old.save(last_name="Roy").save().status == 302
    now = User.objects.get(pk=person.pk)
    assert (now.last_name, [str(group) for group in now.groups.all()]) == ("Roy", ["editor"])


def test_a_form_that_does_not_say_what_was_seen_is_an_old_one(boss: Client) -> None:
    person = people.editor()
    assert page_of(person, boss).save(seen="", last_name="Roy").status == 409
    assert User.objects.get(pk=person.pk).last_name == ""


def test_permissions_that_a_group_got_meanwhile_are_not_taken_back(boss: Client) -> None:
    group = Group.objects.create(name="gens")
    old = opened(boss, f"/admin/auth/group/{group.pk}/change/", "group_form")
    group.permissions.set(Group.objects.get(name="editor").permissions.all()[:1])
    assert old.save(name="peuple").status == 409
    group.refresh_from_db()
    assert (group.name, group.permissions.count()) == ("gens", 1)


def test_signing_in_makes_no_page_old(boss: Client) -> None:
    person = people.editor()
    page = page_of(person, boss)
    signed_in(person)
    assert page.save(last_name="Roy").status == 302

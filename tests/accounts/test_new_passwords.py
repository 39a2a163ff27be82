"""A new password is all that its pages write: what somebody else changes meanwhile stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth.hashers import identify_hasher
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.accounts import actions
from factcheck.accounts.models import User
from tests.accounts.conftest import PASSWORD, sign_in, with_password
from tests.factories import people

pytestmark = pytest.mark.django_db

NEW = "another-long-enough-password"


class Meanwhile:
    """Between the reading of the person and the writing, an administrator takes away and renames.
    Named as one of the desk's rules for passwords, which are asked just then."""

    def validate(self, password: str, user: Any = None) -> None:
        User.objects.filter(pk=user.pk).update(is_superuser=False, is_staff=True, last_name="Roy")

    def get_help_text(self) -> str:
        return ""


def on_their_page(person: User) -> Any:
    client = Client()
    sign_in(client, person.username)
    given = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    answer = client.post("/admin/password_change/", given)
    assert client.get("/admin/").status_code == 200, "and they stay signed in"
    return answer


def by_an_administrator(person: User) -> Any:
    client = Client()
    client.force_login(people.superuser())
    given = {"password1": NEW, "password2": NEW, "usable_password": "true"}
    return client.post(f"/admin/accounts/user/{person.pk}/password/", given)


def by_the_link(person: User) -> Any:
    client = Client()
    page = client.get(actions.password_link(person).removeprefix(configured.PUBLIC_BASE_URL))
    return client.post(page["Location"], {"new_password1": NEW, "new_password2": NEW})


@pytest.mark.parametrize("change", [on_their_page, by_an_administrator, by_the_link])
def test_what_changed_meanwhile_stays(settings: Any, change: Callable[[User], Any]) -> None:
    person = with_password(people.superuser())
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": f"{__name__}.Meanwhile"}]
    with CaptureQueriesContext(connection) as asked:
        assert change(person).status_code == 302
    now = User.objects.get(pk=person.pk)
    assert (now.is_superuser, now.last_name) == (False, "Roy")
    assert now.check_password(NEW)
    statements = [each["sql"] for each in asked]
    [write] = [
        n for n, sql in enumerate(statements) if sql.startswith("UPDATE") and '"password" =' in sql
    ]
    assert statements[write].count(" = ") == 2, "the password, of this person"
    assert "FOR NO KEY UPDATE" in statements[write - 1]


def test_an_administrator_takes_the_password_away() -> None:
    person = with_password(people.reviewer())
    client = Client()
    client.force_login(people.superuser())
    given = {"usable_password": "false", "unset-password": "1"}
    client.post(f"/admin/accounts/user/{person.pk}/password/", given)
    assert not User.objects.get(pk=person.pk).has_usable_password()


def test_the_person_at_hand_is_up_to_date() -> None:
    person = people.reviewer()
    User.objects.filter(pk=person.pk).update(last_name="Roy")
    actions.set_password(person, NEW)
    assert person.last_name == "Roy"
    assert identify_hasher(person.password)

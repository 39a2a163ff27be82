"""How long somebody stays signed in, and what ends it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from factcheck.accounts import actions
from factcheck.accounts.models import User
from factcheck.errors import NotAllowed
from tests.accounts.conftest import PASSWORD, Phone, sign_in, with_password
from tests.edits.pages import opened
from tests.factories import claims, people

pytestmark = pytest.mark.django_db

Pass = Callable[[float], None]
LIST = "/admin/claims/claim/"
PROOF = "/admin/account/proof/"


def signed_in(person: User) -> Client:
    client = Client()
    assert sign_in(client, with_password(person).username).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(LIST).status_code == 200


def test_after_a_working_day_everybody_signs_in_again(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    for _hour in range(23):  # never away for an hour
        pass_minutes(30)
        assert is_in(client)
    pass_minutes(30)
    assert client.get(LIST)["Location"].startswith("/admin/login/")
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_who_was_away_proves_it_and_goes_on_where_they_were(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    pass_minutes(59)
    assert is_in(client)
    pass_minutes(60)
    asked = client.get(f"{LIST}?q=words")
    assert asked["Location"] == f"{PROOF}?next=%2Fadmin%2Fclaims%2Fclaim%2F%3Fq%3Dwords"
    page = client.get(asked["Location"])
    assert page.status_code == 403
    assert "Nobody was here for a while" in page.content.decode()
    assert not is_in(client), "having seen the page is no proof"
    wrong = client.post(asked["Location"], {"proof-password": "guess"})
    assert (wrong.status_code, b"This is not your password" in wrong.content) == (400, True)
    assert not is_in(client)
    right = client.post(asked["Location"], {"proof-password": PASSWORD})
    assert right["Location"] == f"{LIST}?q=words"
    assert is_in(client)


def test_what_was_typed_before_going_away_is_not_lost(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    typed = {"title": "Le « débat »\r\nsur l’emploi", "language": "fr", "text": claims.TEXT,
             "publisher": "<b>La Gazette</b>"}  # fmt: skip
    pass_minutes(61)
    page = client.post("/admin/claims/article/add/", typed)
    assert page.status_code == 403
    again = page.context["carried"]
    assert dict(again) == typed
    assert "&lt;b&gt;La Gazette&lt;/b&gt;" in page.content.decode()
    saved = client.post("/admin/claims/article/add/", dict(again) | {"proof-password": PASSWORD})
    assert saved.status_code == 302
    assert "La Gazette" in client.get("/admin/claims/article/").content.decode()


def test_a_script_of_the_page_is_told(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    pass_minutes(61)
    answer = client.post(LIST, headers={"Sec-Fetch-Dest": "empty"})
    assert answer.status_code == 403
    assert "Show that it is you" in answer.json()["detail"]


def test_a_code_where_there_is_a_second_factor(
    phone: Phone, equipped: Any, pass_minutes: Pass
) -> None:
    person = people.reviewer()
    equipped(person)
    client = signed_in(person)
    client.post("/admin/account/code/", {"code": phone.code()})
    assert is_in(client)
    pass_minutes(61)
    assert client.post(PROOF, {"proof-password": PASSWORD}).status_code == 400
    assert not is_in(client)
    assert client.post(PROOF, {"proof-code": phone.code()}).status_code == 302
    assert is_in(client)


def test_a_session_that_does_not_say_when_it_began_is_over() -> None:
    client = signed_in(people.reviewer())
    session = client.session
    del session["begun_at"]
    session.save()
    assert client.get(LIST)["Location"].startswith("/admin/login/")


def test_a_person_signs_out_everywhere_else() -> None:
    person = people.reviewer()
    here, elsewhere = signed_in(person), signed_in(person)
    assert here.get("/admin/account/sessions/end/").status_code == 405
    page = here.post("/admin/account/sessions/end/", follow=True)
    assert "signed out in all other browsers" in page.content.decode()
    assert (is_in(here), is_in(elsewhere)) == (True, False)
    assert is_in(signed_in(person))
    with pytest.raises(NotAllowed):
        actions.end_sessions(person, actor=people.editor())


def test_a_new_secret_key_ends_no_session_and_brings_none_back(settings: Any) -> None:
    ended, other = people.reviewer(), people.reviewer()
    gone = signed_in(ended)
    actions.end_sessions(ended, actor=ended)
    actions.end_sessions(other, actor=other)
    kept = signed_in(other)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-long-and-random-key-for-the-same-desk"
    assert (is_in(gone), is_in(kept)) == (False, True)


def change(client: Client, person: User, **changes: Any) -> None:
    """By an administrator, in the person's form."""
    address = f"/admin/accounts/user/{person.pk}/change/"
    given = {"username": person.username, "is_active": "on", "is_staff": "on"} | changes
    given = {name: value for name, value in given.items() if value}
    given["seen"] = opened(client, address, "user_form").value("seen")
    assert client.post(address, given).status_code == 302


def test_a_lost_role_ends_sessions_and_a_new_one_does_not() -> None:
    person = people.approver()
    client, administrator = signed_in(person), signed_in(people.superuser())
    approver, editor = (Group.objects.get(name=name).pk for name in ("approver", "editor"))
    change(administrator, person, groups=[approver, editor])
    assert is_in(client)
    change(administrator, person, groups=[approver])
    assert not is_in(client)
    assert is_in(administrator)


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_so_does_leaving(lost: str) -> None:
    person = people.reviewer()
    client = signed_in(person)
    change(signed_in(people.superuser()), person, **{lost: ""})
    assert not is_in(client)


def test_an_administrator_signs_somebody_out() -> None:
    person = people.reviewer()
    client, administrator = signed_in(person), signed_in(people.superuser())
    choice = {"action": "end_sessions", "_selected_action": [person.pk]}
    administrator.post("/admin/accounts/user/", choice)
    assert not is_in(client)


def test_the_browser_forgets_what_it_kept() -> None:
    client = signed_in(people.reviewer())
    assert "no-store" in client.get(LIST)["Cache-Control"]
    assert client.post("/admin/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_being_here_is_noted_once_a_minute(
    django_assert_num_queries: Any, pass_minutes: Pass
) -> None:
    client = signed_in(people.reviewer())
    client.get("/admin/account/")
    with django_assert_num_queries(8):
        client.get("/admin/account/")
    pass_minutes(2)
    with django_assert_num_queries(11):  # the session stored, between savepoints
        client.get("/admin/account/")

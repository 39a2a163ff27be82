"""A person's own page, their language, and how somebody new gets in."""

import re
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from factcheck.accounts.actions import create_person
from factcheck.accounts.models import User
from factcheck.accounts.roles import ROLES
from factcheck.errors import Invalid, NotAllowed
from tests.accounts.conftest import PASSWORD, sign_in, with_password
from tests.factories import people

pytestmark = pytest.mark.django_db

PROFILE = "/admin/account/"


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    def signed_in(person: User) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        client.force_login(person)
        return client

    return signed_in


SignedIn = Callable[[User], Client]


def seen(page: Any) -> str:
    """What the page carries of what it showed."""
    [digest] = re.findall(r'name="seen" value="(\w+)"', page.content.decode())
    return str(digest)


# --- My account


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_everybody_reaches_their_own_account(signed_in: SignedIn, role: str) -> None:
    client = signed_in(people.person(role))
    assert f'href="{PROFILE}"' in client.get("/admin/").content.decode()
    page = client.get(PROFILE).content.decode()
    assert "/admin/password_change/" in page
    assert "/admin/account/second-factor/" in page
    assert role in page


def test_they_change_what_is_theirs_and_no_more(signed_in: SignedIn) -> None:
    person = people.auditor()
    given = {"first_name": "Aude", "last_name": "Roy", "email": "a@example.org", "language": "fr"}
    more = {"is_superuser": "1", "username": "root", "groups": ["1"], "is_staff": ""}
    client = signed_in(person)
    client.post(PROFILE, given | more | {"seen": seen(client.get(PROFILE))})
    after = User.objects.get(pk=person.pk)
    assert (str(after), after.email, after.language) == ("Aude Roy", "a@example.org", "fr")
    assert (after.username, after.is_superuser, after.is_staff) == (person.username, False, True)
    assert [group.name for group in after.groups.all()] == ["auditor"]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in: SignedIn) -> None:
    person = people.reviewer()
    page = signed_in(person).post(PROFILE, {"first_name": "Léa", "email": "no"}).content.decode()
    assert "errorlist" in page
    assert 'value="Léa"' in page
    assert User.objects.get(pk=person.pk).first_name == ""


@pytest.mark.parametrize(
    ("name", "sign"),
    [("Lé\x07a", "U+0007"), ("Léa\u202e", "U+202E"), ("Lé\na", "U+000A"), ("\u2067Léa", "U+2067")],
)
def test_a_name_is_words_that_are_seen(signed_in: SignedIn, name: str, sign: str) -> None:
    """Whoever writes it: the person, an administrator, a command."""
    person, boss = people.reviewer(), signed_in(people.superuser())
    form = f"/admin/accounts/user/{person.pk}/change/"
    for client, page, field in (
        (signed_in(person), PROFILE, "first_name"),
        (boss, form, "last_name"),
        (boss, "/admin/accounts/user/add/", "last_name"),
    ):
        given = {"username": "new", "seen": seen(client.get(page)) if "add" not in page else ""}
        answer = client.post(page, given | {field: name, "usable_password": "false"})
        assert sign in answer.content.decode(), page
    with pytest.raises(Invalid, match=re.escape(sign)):
        create_person("new", roles=[], actor=None, first_name=name)
    assert not User.objects.exclude(first_name="", last_name="").exists()
    assert not User.objects.filter(username="new").exists()


def test_names_of_everywhere_are_names(signed_in: SignedIn) -> None:
    for name in ("Nguyễn Thị", "O’Brien-d’Arc", "נועה", "زهرة", "علی‌رضا", "佐藤"):
        person = create_person(f"p{len(name)}", roles=[], actor=None, first_name=name)
        assert str(person) == name
        person.delete()


def test_an_old_page_of_their_own_takes_nothing_back(signed_in: SignedIn) -> None:
    person = people.reviewer()
    client = signed_in(person)
    carried = seen(client.get(PROFILE))
    User.objects.filter(pk=person.pk).update(email="neuve@example.org")
    late = client.post(PROFILE, {"first_name": "Léa", "email": "", "seen": carried})
    told = late.content.decode()
    assert late.status_code == 409
    assert "was changed while you were working on it" in told
    assert "neuve@example.org" in told
    assert 'value="Léa"' in told
    assert User.objects.get(pk=person.pk).email == "neuve@example.org"
    client.post(PROFILE, {"first_name": "Léa", "email": "neuve@example.org", "seen": seen(late)})
    assert User.objects.get(pk=person.pk).first_name == "Léa"


def test_nobody_gets_there_unknown() -> None:
    for path in ("", "second-factor/", "code/"):
        assert "/admin/login/" in Client().get(PROFILE + path)["Location"]


def test_a_password_is_changed_and_sessions_elsewhere_end() -> None:
    person = with_password(people.reviewer())
    client, elsewhere = Client(), Client()
    for one in (client, elsewhere):
        sign_in(one, person.username)
    new = "another-long-password"
    given = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/admin/password_change/", given).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert sign_in(Client(), person.username, new).status_code == 302


def test_signing_out_is_a_post_and_cookies_are_for_us_alone() -> None:
    person = with_password(people.reviewer())
    client = Client()
    cookie = sign_in(client, person.username).cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert client.get("/admin/logout/").status_code == 405
    assert client.post("/admin/logout/").status_code in (200, 302)
    assert client.get("/admin/").status_code == 302


# --- Its language


def language_of(client: Client, **more: Any) -> str:
    return client.get("/admin/", **more)["Content-Language"]


def test_the_browsers_language_until_they_choose_one(signed_in: SignedIn) -> None:
    person = people.reviewer()
    client = signed_in(person)
    french: dict[str, Any] = {"headers": {"Accept-Language": "fr-CA,fr;q=0.9"}}
    assert (language_of(client), language_of(client, **french)) == ("en", "fr")
    client.post("/admin/account/language/", {"language": "fr"})
    assert language_of(client) == "fr"
    assert language_of(signed_in(person)) == "fr", "in every browser of theirs"
    client.post("/admin/account/language/", {"language": "en"})
    assert language_of(client, **french) == "en"


def test_a_stranger_chooses_it_on_the_sign_in() -> None:
    client = Client()
    given = {"language": "fr", "next": "/admin/login/?next=/admin/claims/"}
    assert client.post("/admin/account/language/", given)["Location"] == given["next"]
    assert "Mot de passe" in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize("language", ["de", "", "../../etc"])
def test_a_language_that_we_have_not_changes_nothing(signed_in: SignedIn, language: str) -> None:
    client = signed_in(people.reviewer())
    client.post("/admin/account/language/", {"language": language})
    assert language_of(client) == "en"
    answer = client.post("/admin/account/language/", {"next": "//evil.example/"})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/account/language/").status_code == 405


def test_the_public_addresses_do_not_follow_the_person(signed_in: SignedIn) -> None:
    client = signed_in(people.person("reviewer", language="fr"))
    stranger = Client().get("/api/v1/changes/")
    answer = client.get("/api/v1/changes/")
    assert answer.content == stranger.content
    assert "Cookie" not in answer.get("Vary", "")


# --- Somebody new


def new_person(*arguments: str) -> str:
    out = StringIO()
    call_command("create_person", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_somebody_new_chooses_a_password_and_is_in(settings: Any) -> None:
    link = new_person(
        "rosa", "--role", "reviewer", "--role", "approver", "--email", "r@example.org"
    )
    person = User.objects.get(username="rosa")
    assert {group.name for group in person.groups.all()} == {"reviewer", "approver"}
    assert not person.has_usable_password()

    path, client = link.removeprefix(settings.PUBLIC_BASE_URL), Client()
    form = client.get(path, follow=True)
    assert "rosa" in form.content.decode()
    weak = client.post(form.redirect_chain[-1][0], {"new_password1": "1", "new_password2": "1"})
    assert "errorlist" in weak.content.decode()
    both = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    done = client.post(form.redirect_chain[-1][0], both, follow=True)
    assert "Sign in with it" in done.content.decode()
    assert sign_in(client, "rosa").status_code == 302
    assert client.get("/admin/").status_code == 200
    assert "used already" in Client().get(path, follow=True).content.decode()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rosa", "--role", "king"], "no role king; there are: contributor, reviewer"),
        (["ro sa"], "username"),
        (["taken"], "already"),
        (["rosa", "--email", "no"], "email"),
        (["rosa", "--language", "de"], "not a valid choice"),
    ],
)
def test_what_cannot_be_is_told(arguments: list[str], told: str) -> None:
    people.person(username="taken")
    with pytest.raises(CommandError, match=f"(?i){told}"):
        new_person(*arguments)
    assert User.objects.count() == 1


def test_only_administrators_take_people_in() -> None:
    with pytest.raises(NotAllowed):
        create_person("rosa", roles=["editor"], actor=people.editor())
    with pytest.raises(Invalid):
        create_person("rosa", roles=["editor", "boss"], actor=None)


def test_an_administrator_does_the_same_in_the_admin(signed_in: SignedIn) -> None:
    client = signed_in(people.superuser())
    add = "/admin/accounts/user/add/"
    assert re.search(r'name="is_staff"[^>]* checked', client.get(add).content.decode())
    role = Group.objects.get(name="editor").pk
    given = {"username": "édith", "usable_password": "false", "is_staff": "on", "groups": [role]}
    client.post(add, given)
    person = User.objects.get(username="édith")
    assert person.has_perm("reviews.publish_claimreview")
    choice = {"action": "password_link", "_selected_action": [person.pk]}
    page = client.post("/admin/accounts/user/", choice, follow=True).content.decode()
    assert "/admin/account/password/" in page


def test_nobody_is_deleted(signed_in: SignedIn) -> None:
    person = people.reviewer()
    client = signed_in(people.superuser())
    assert client.post(f"/admin/accounts/user/{person.pk}/delete/").status_code == 403
    choice = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    client.post("/admin/accounts/user/", choice)
    assert User.objects.filter(pk=person.pk).exists()


def test_the_list_of_people_costs_the_same_however_long(
    signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    client = signed_in(people.superuser())
    for rows in (1, 6):
        for _ in range(rows):
            people.reviewer()
        with django_assert_num_queries(7):
            client.get("/admin/accounts/user/")

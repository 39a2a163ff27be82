"""A form that comes after its person's session has ended: what was typed goes on with them, and
with nobody else."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from claims.actions import edit
from claims.models import Source
from factcheck.accounts import actions
from factcheck.accounts.models import User
from tests.accounts.conftest import PASSWORD, Phone, sign_in, with_password
from tests.factories import claims, people

pytestmark = pytest.mark.django_db

Pass = Callable[[float], None]
ADD = "/admin/claims/source/add/"
TYPED = {"title": "Le « débat »\r\nsur <l’emploi>", "kind": "other", "url": "https://a.example/"}
HOURS_12 = 12 * 60


def signed_in(person: User) -> Client:
    client = Client()
    assert sign_in(client, with_password(person).username).status_code == 302
    return client


def over(client: Client, person: User, pass_minutes: Pass) -> None:
    pass_minutes(HOURS_12)


def signed_out_elsewhere(client: Client, person: User, pass_minutes: Pass) -> None:
    actions.end_sessions(person, actor=person)


def with_another_page_first(client: Client, person: User, pass_minutes: Pass) -> None:
    pass_minutes(HOURS_12)
    assert client.get("/admin/")["Location"].startswith("/admin/login/")


ENDS = [over, signed_out_elsewhere, with_another_page_first]


def lost(client: Client, answer: Any) -> bool:
    """Whether the sign-in comes, and says that nothing was saved."""
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "emploi" not in page
    return "what you sent was not saved" in page


@pytest.mark.parametrize("end", ENDS)
def test_who_signs_in_again_goes_on_with_what_was_typed(end: Any, pass_minutes: Pass) -> None:
    person = people.reviewer()
    client = signed_in(person)
    end(client, person, pass_minutes)
    page = client.post(ADD, TYPED)
    assert page.status_code == 403
    assert dict(page.context["carried"]) == TYPED
    shown = page.content.decode()
    assert f"The session of {person.username} has ended" in shown
    assert "&lt;l’emploi&gt;" in shown
    assert page["Cache-Control"] == "no-store, private"
    assert Source.objects.count() == 0

    wrong = client.post(ADD, TYPED | {"proof-password": "guess"})
    assert (wrong.status_code, dict(wrong.context["carried"])) == (400, TYPED)
    assert "This is not your password" in wrong.content.decode()
    assert client.get("/admin/").status_code == 302, "it is no sign-in"

    saved = client.post(ADD, TYPED | {"proof-password": PASSWORD})
    assert saved.status_code == 302
    assert Source.objects.count() == 1
    assert client.get("/admin/").context["user"] == person


def test_what_changed_meanwhile_is_noticed(pass_minutes: Pass) -> None:
    person = people.reviewer()
    claim, client = claims.claim(), signed_in(person)
    address = f"/admin/claims/claim/{claim.pk}/change/"
    typed = {"seen": claim.version, "text": "Mes mots.", "language": "fr", "claimed_on": ""}
    pass_minutes(HOURS_12)
    page = client.post(address, typed)
    edit(claim.pk, actor=person, seen=1, changes={"text": "Ceux d’un autre."})
    late = client.post(address, dict(page.context["carried"]) | {"proof-password": PASSWORD})
    assert late.status_code == 409
    assert "Mes mots." in late.content.decode(), "and still there"


def test_the_second_factor_belongs_to_it(phone: Phone, equipped: Any, pass_minutes: Pass) -> None:
    person = people.reviewer()
    equipped(person)
    client = signed_in(person)
    client.post("/admin/account/code/", {"code": phone.code()})
    pass_minutes(HOURS_12)
    page = client.post(ADD, TYPED).content.decode()
    assert ("proof-password" in page, "proof-code" in page) == (True, True)
    for half in ({"proof-password": PASSWORD}, {"proof-code": phone.code()}):
        assert client.post(ADD, TYPED | half).status_code == 400
    wrong = client.post(ADD, TYPED | {"proof-password": PASSWORD, "proof-code": "abcdef"})
    assert wrong.status_code == 400
    assert Source.objects.count() == 0
    both = {"proof-password": PASSWORD, "proof-code": phone.code()}
    assert client.post(ADD, TYPED | both).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert Source.objects.count() == 1


def test_it_speaks_their_language(pass_minutes: Pass) -> None:
    client = signed_in(people.person("reviewer", "léa", language="fr"))
    pass_minutes(HOURS_12)
    page = client.post(ADD, TYPED).content.decode()
    assert '<html lang="fr"' in page
    assert 'name="language"' not in page, "and no button leads away from what was typed"


def test_wrong_passwords_count_as_at_the_sign_in(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    pass_minutes(HOURS_12)
    for _turn in range(settings.AXES_FAILURE_LIMIT):
        client.post(ADD, TYPED | {"proof-password": "guess"})
    right = client.post(ADD, TYPED | {"proof-password": PASSWORD})
    assert "Wait 15 minutes" in right.content.decode()
    assert dict(right.context["carried"]) == TYPED
    assert Source.objects.count() == 0


def test_somebody_else_gets_nothing_of_it(pass_minutes: Pass) -> None:
    client, other = signed_in(people.reviewer()), with_password(people.person("reviewer", "léo"))
    pass_minutes(HOURS_12)
    client.post(ADD, TYPED)
    # Their password is not the right one there …
    other.set_password("another-long-enough-password")
    other.save(update_fields=["password"])
    tried = client.post(ADD, TYPED | {"proof-password": "another-long-enough-password"})
    assert tried.status_code == 400
    # … and whoever signs in at the sign-in is the one whose session may end next.
    assert sign_in(client, "léo", "another-long-enough-password").status_code == 302
    assert "emploi" not in client.get(ADD).content.decode()
    pass_minutes(HOURS_12)
    assert "The session of léo has ended" in client.post(ADD, TYPED).content.decode()


def test_who_may_not_come_back_does_not(pass_minutes: Pass) -> None:
    person = people.reviewer()
    client = signed_in(person)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert lost(client, client.post(ADD, TYPED))


def test_who_has_to_set_up_a_second_factor_does_that_first(
    settings: Any, pass_minutes: Pass
) -> None:
    client = signed_in(people.reviewer())
    pass_minutes(HOURS_12)
    settings.FACTCHECK_REQUIRE_SECOND_FACTOR = True
    assert lost(client, client.post(ADD, TYPED))


@pytest.mark.parametrize("known", [True, False])
def test_nobody_is_known_who_signed_out_or_was_never_here(known: bool) -> None:
    client = Client()
    if known:
        client = signed_in(people.reviewer())
        client.post("/admin/logout/")
    assert lost(client, client.post(ADD, TYPED))
    assert "not saved" not in client.get("/admin/login/").content.decode(), "told once"


def test_a_script_gets_no_page(pass_minutes: Pass) -> None:
    """Review pages say what it was by themselves, when they are led to the sign-in."""
    client = signed_in(people.reviewer())
    pass_minutes(HOURS_12)
    answer = client.post(ADD, TYPED, headers={"Sec-Fetch-Dest": "empty"})
    assert answer["Location"].startswith("/admin/login/")


def test_signing_out_twice_is_no_loss(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    pass_minutes(HOURS_12)
    assert client.post("/admin/logout/").status_code == 302
    assert "not saved" not in client.get("/admin/login/").content.decode()


def test_another_site_cannot_send_it(pass_minutes: Pass) -> None:
    person = people.reviewer()
    client = Client(enforce_csrf_checks=True)
    client.force_login(with_password(person))
    pass_minutes(HOURS_12)
    forged = client.post(ADD, TYPED | {"proof-password": PASSWORD})
    assert forged.status_code == 403
    assert "This page was open too long" in forged.content.decode()


@pytest.mark.parametrize(
    ("end", "comes", "goes_on"),
    [(over, "léa", True), (signed_out_elsewhere, "léa", True), (over, "léo", False)],
)
def test_forms_in_other_tabs_go_on_for_the_same_person_alone(
    end: Any, comes: str, goes_on: bool, pass_minutes: Pass
) -> None:
    person = people.person("reviewer", "léa")
    client, other = in_a_browser(person), people.person("reviewer", "léo")
    with_password(other)
    open_form = token(client, ADD)
    end(client, person, pass_minutes)
    client.get("/admin/")  # and so their session ends
    sign_in_with_token(client, comes)
    answer = client.post(ADD, TYPED | {"csrfmiddlewaretoken": open_form})
    assert answer.status_code == (302 if goes_on else 403)
    assert Source.objects.count() == goes_on


def test_after_signing_out_every_token_is_another() -> None:
    client = in_a_browser(people.person("reviewer", "léa"))
    open_form = token(client, ADD)
    client.post("/admin/logout/", {"csrfmiddlewaretoken": open_form})
    sign_in_with_token(client, "léa")
    assert client.post(ADD, TYPED | {"csrfmiddlewaretoken": open_form}).status_code == 403


def in_a_browser(person: User) -> Client:
    """Signed in, where forged forms are refused."""
    client = Client(enforce_csrf_checks=True)
    sign_in_with_token(client, with_password(person).username)
    return client


def token(client: Client, address: str) -> str:
    """What the form there carries."""
    page = client.get(address).content.decode()
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[-1]


def sign_in_with_token(client: Client, username: str) -> None:
    given = {"csrfmiddlewaretoken": token(client, "/admin/login/")}
    answer = client.post(
        "/admin/login/", given | {"username": username, "password": PASSWORD, "next": "/admin/"}
    )
    assert answer.status_code == 302


def test_the_cookie_outlives_a_long_weekend_and_opens_nothing(pass_minutes: Pass) -> None:
    client = signed_in(people.reviewer())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == (12 + 4 * 24) * 60 * 60
    pass_minutes(HOURS_12)
    for page in ("/admin/", ADD, "/admin/account/", "/admin/account/proof/"):
        assert client.get(page)["Location"].startswith("/admin/login/"), page

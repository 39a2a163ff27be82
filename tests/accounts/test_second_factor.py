"""A code from the person's phone, besides the password."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.accounts import second_factor
from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid, NotAllowed
from tests.accounts.conftest import Phone, sign_in, with_password
from tests.factories import people

pytestmark = pytest.mark.django_db

PAGE = "/admin/account/second-factor/"
CODE = "/admin/account/code/"
Equip = Callable[[User], list[str]]


def signed_in(person: User) -> Client:
    client = Client()
    assert sign_in(client, with_password(person).username).status_code == 302
    return client


def key_on(page: str) -> str:
    found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1]


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li><code>([a-z2-7]{8})</code></li>", page)


# --- Setting it up


def test_a_person_sets_it_up_and_is_asked_from_then_on(phone: Phone) -> None:
    person = people.reviewer()
    client, elsewhere = signed_in(person), signed_in(person)
    page = client.get(PAGE).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert key_on(page) == key_on(client.get(PAGE).content.decode()), "the same until it is used"
    phone.scan(key_on(page))

    codes = codes_on(client.post(PAGE, {"code": phone.code()}).content.decode())
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert client.get("/admin/").status_code == 200, "here they go on"
    assert "login" in elsewhere.get("/admin/")["Location"], "sessions elsewhere have ended"

    again = Client()
    answer = sign_in(again, person.username, follow=True)
    assert answer.redirect_chain[-1][0].startswith(CODE)
    assert again.get("/admin/")["Location"].startswith(CODE), "the password alone opens nothing"
    answer = again.post(CODE, {"code": phone.code(), "next": "/admin/claims/claim/"})
    assert answer["Location"] == "/admin/claims/claim/"
    assert again.get("/admin/claims/claim/").status_code == 200


def test_a_wrong_first_code_sets_nothing_up(phone: Phone) -> None:
    person = people.reviewer()
    client = signed_in(person)
    phone.scan(key_on(client.get(PAGE).content.decode()))
    wrong = f"{(int(phone.code()) + 1) % 1_000_000:06}"
    for given in (wrong, "", "hello", "²²²²²²"):
        answer = client.post(PAGE, {"code": given})
        assert answer.status_code == 400
        assert b"errorlist" in answer.content
    assert not TOTPDevice.objects.exists()
    assert client.get("/admin/").status_code == 200


def test_the_key_is_never_shown_again(phone: Phone, equipped: Equip) -> None:
    person = people.reviewer()
    old = equipped(person)
    client = entered(person, phone)
    page = client.get(PAGE).content.decode()
    assert key_on(page) != phone.key
    assert not any(code in page for code in old)


# --- Being asked


def entered(person: User, phone: Phone) -> Client:
    client = signed_in(person)
    assert client.post(CODE, {"code": phone.code()}).status_code == 302
    return client


def test_a_code_opens_once(phone: Phone, equipped: Equip) -> None:
    person = people.reviewer()
    equipped(person)
    entered(person, phone)
    answer = signed_in(person).post(CODE, {"code": phone.shown()})
    assert answer.status_code == 400
    assert "used already" in answer.content.decode()


def test_guessing_has_to_wait(phone: Phone, equipped: Equip) -> None:
    person = people.reviewer()
    equipped(person)
    client = signed_in(person)
    for _ in range(2):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        client.post(CODE, {"code": "000000"})
    answer = client.post(CODE, {"code": phone.code()})
    assert answer.status_code == 400, "even the right one"
    assert re.search(r"wait \d seconds?", answer.content.decode())
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert client.post(CODE, {"code": phone.code()}).status_code == 302


def test_a_recovery_code_opens_once_and_says_how_many_are_left(equipped: Equip) -> None:
    person = people.reviewer()
    first, *_rest = equipped(person)
    client = signed_in(person)
    answer = client.post(CODE, {"code": f" {first[:4].upper()}-{first[4:]} "}, follow=True)
    assert "9 are left" in answer.content.decode()
    assert signed_in(person).post(CODE, {"code": first}).status_code == 400


def test_another_persons_code_opens_nothing(phone: Phone, equipped: Equip) -> None:
    equipped(people.reviewer())
    theirs = phone.key
    person = people.reviewer()
    equipped(person)
    phone.key = theirs
    assert signed_in(person).post(CODE, {"code": phone.code()}).status_code == 400


def test_it_leads_to_no_page_of_others(phone: Phone, equipped: Equip) -> None:
    person = people.reviewer()
    equipped(person)
    answer = signed_in(person).post(CODE, {"code": phone.code(), "next": "https://evil.example/"})
    assert answer["Location"] == "/admin/"


# --- Replacing and removing it


def test_replacing_it_asks_for_a_code_of_the_old_one(phone: Phone, equipped: Equip) -> None:
    person = people.reviewer()
    recovery = equipped(person)
    client, old = entered(person, phone), phone.key
    phone.scan(key_on(client.get(PAGE).content.decode()))
    for current in ("", "123456"):
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
        answer = client.post(PAGE, {"code": phone.code(), "current": current})
        assert answer.status_code == 400
    assert TOTPDevice.objects.get().key == old

    answer = client.post(PAGE, {"code": phone.code(), "current": recovery[0]})
    assert len(codes_on(answer.content.decode())) == second_factor.RECOVERY_CODES
    assert TOTPDevice.objects.get().key == phone.key
    assert client.get("/admin/").status_code == 200
    assert signed_in(person).post(CODE, {"code": recovery[1]}).status_code == 400, "old ones ended"


def test_new_recovery_codes_ask_for_a_code(phone: Phone, equipped: Equip) -> None:
    person = people.reviewer()
    old = equipped(person)
    client = entered(person, phone)
    assert client.post(PAGE, {"recovery": "1", "recovery-code": "000000"}).status_code == 400
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    answer = client.post(PAGE, {"recovery": "1", "recovery-code": phone.code()})
    assert not set(codes_on(answer.content.decode())) & set(old)
    with pytest.raises(Invalid):
        second_factor.verify(person, old[0])


def test_an_administrator_removes_a_lost_one_and_it_is_written_down(
    phone: Phone, equipped: Equip
) -> None:
    person, boss = people.reviewer(), people.superuser()
    equipped(person)
    client, office = entered(person, phone), signed_in(boss)
    given = {"action": "remove_second_factor", "_selected_action": [person.pk]}
    office.post("/admin/accounts/user/", given)
    assert "login" in client.get("/admin/")["Location"], "their sessions have ended"
    assert signed_in(person).get("/admin/").status_code == 200
    told = [(entry.user, entry.get_change_message()) for entry in LogEntry.objects.all()]
    assert told[0] == (boss, f"Deleted second factor “{person.username}”.")
    assert told[1] == (person, f"Added second factor “{person.username}”.")
    with pytest.raises(Conflict, match="has no second factor"):
        second_factor.remove(person, actor=boss)


def test_nobody_else_may_remove_it(equipped: Equip) -> None:
    person = people.reviewer()
    equipped(person)
    for somebody in (person, people.editor(), people.auditor()):
        with pytest.raises(NotAllowed):
            second_factor.remove(person, actor=somebody)


# --- Required of everybody


def addresses(patterns: Any = None, before: str = "/") -> list[str]:
    """One address of every page of the admin, whatever it needs filled in with 1."""
    found = []
    for pattern in patterns or get_resolver().url_patterns:
        path = before + re.sub(r"<[^>]+>", "1", str(pattern.pattern)).replace("\\Z", "")
        if isinstance(pattern, URLResolver):
            found += addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern) and path.startswith("/admin/"):
            found.append(re.sub(r"\(\?P.*", "1/", path.replace("^", "")))
    return found


OPEN = {"/admin/account/second-factor/", "/admin/account/language/", "/admin/logout/"}


@pytest.mark.parametrize("role", ["auditor", ""])
def test_where_it_is_required_nothing_else_is_seen_before(
    settings: Any, phone: Phone, role: str
) -> None:
    settings.FACTCHECK_REQUIRE_SECOND_FACTOR = True
    client = signed_in(people.person(role, is_superuser=not role))
    asked = [address for address in addresses() if address not in OPEN]
    assert len(asked) > 80
    for address in asked:
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith(PAGE), address
    page = client.get(PAGE).content.decode()
    assert "nav-sidebar" not in page
    assert "/admin/claims/" not in page

    phone.scan(key_on(page))
    assert codes_on(client.post(PAGE, {"code": phone.code()}).content.decode())
    assert client.get("/admin/").status_code == 200


def test_whoever_has_one_is_not_asked_to_set_it_up(
    settings: Any, phone: Phone, equipped: Equip
) -> None:
    settings.FACTCHECK_REQUIRE_SECOND_FACTOR = True
    person = people.reviewer()
    equipped(person)
    client = signed_in(person)
    assert client.get(PAGE)["Location"].startswith(CODE), "the password alone replaces nothing"
    client.post(CODE, {"code": phone.code()})
    assert client.get("/admin/").status_code == 200


def test_the_public_pages_ask_nobody(settings: Any) -> None:
    settings.FACTCHECK_REQUIRE_SECOND_FACTOR = True
    assert signed_in(people.reviewer()).get("/api/v1/guide/").status_code == 200


def test_it_costs_no_query_of_its_own(
    settings: Any, phone: Phone, equipped: Equip, django_assert_num_queries: Any
) -> None:
    person = people.reviewer()
    equipped(person)
    client = entered(person, phone)
    settings.FACTCHECK_REQUIRE_SECOND_FACTOR = True
    with django_assert_num_queries(2):  # the session, the person
        assert client.get("/admin/jsi18n/").status_code == 200

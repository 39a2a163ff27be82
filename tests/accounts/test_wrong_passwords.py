"""Whoever guesses passwords has to wait; nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as given
from django.test import Client, RequestFactory
from django.utils import timezone

from factcheck.accounts import throttling
from factcheck.accounts.addresses import client_address
from tests.accounts.conftest import PASSWORD, sign_in, with_password
from tests.factories import people

pytestmark = pytest.mark.django_db

OFFICE, ATTACKER = "192.0.2.10", "198.51.100.66"
LIMIT = given.AXES_FAILURE_LIMIT


def fail(username: str, times: int, address: str = ATTACKER, **more: Any) -> Any:
    for _ in range(times):
        answer = sign_in(Client(), username, "wrong", REMOTE_ADDR=address, **more)
    return answer


def enters(username: str, address: str = ATTACKER, password: str = PASSWORD) -> bool:
    return sign_in(Client(), username, password, REMOTE_ADDR=address).status_code == 302


def test_five_wrong_ones_and_the_right_one_is_refused_too() -> None:
    person = with_password(people.reviewer())
    assert fail(person.username, LIMIT - 1).status_code == 200
    answer = fail(person.username, 1)
    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()
    assert answer["Retry-After"] == "900"
    assert not enters(person.username)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "Wait 6 minutes"), ("fr", "Attendez 6 minutes")]
)
def test_for_how_long_is_said_in_their_language(language: str, told: str) -> None:
    fail("léa", LIMIT)
    nine = timezone.now() - timedelta(minutes=9, seconds=30)
    AccessAttempt.objects.update(attempt_time=nine)
    answer = fail("léa", 1, headers={"Accept-Language": language})
    assert told in answer.content.decode()
    AccessAttempt.objects.update(attempt_time=nine - timedelta(minutes=6))
    assert fail("léa", 1).status_code == 200, "then it is over"


def test_it_tells_nothing_about_who_exists() -> None:
    real, made_up = people.reviewer().username, "nobody-of-that-name"
    for times in (1, LIMIT):
        pages = [
            fail(name, times).content.decode().replace(name, "NAME") for name in (real, made_up)
        ]
        kept = [[line for line in page.splitlines() if "csrf" not in line] for page in pages]
        assert kept[0] == kept[1]


def test_the_person_in_their_office_is_not_shut_out_by_an_attacker_elsewhere() -> None:
    person = with_password(people.reviewer())
    fail(person.username, 3 * LIMIT)
    assert enters(person.username, OFFICE)


def test_one_persons_mistakes_do_not_shut_out_the_office() -> None:
    colleague = with_password(people.reviewer())
    fail("forgetful", 3 * LIMIT, OFFICE)
    fail("forgetful-too", 3 * LIMIT, OFFICE)
    assert enters(colleague.username, OFFICE)


def test_an_address_that_tries_one_name_after_the_other_has_to_wait_for_all() -> None:
    person = with_password(people.reviewer())
    for number in range(throttling.ADDRESS_LIMIT - 1):
        assert fail(f"name-{number}", 1).status_code == 200
    assert fail("one-more", 1).status_code == 429
    assert not enters(person.username)
    assert enters(person.username, OFFICE)


def test_another_browser_is_the_same_guesser() -> None:
    for number in range(LIMIT):
        answer = fail("léa", 1, headers={"User-Agent": f"Browser {number}"})
    assert answer.status_code == 429


def test_an_account_of_ones_own_gives_no_more_guesses() -> None:
    """The right password clears what is counted for oneself, nothing else."""
    insider = with_password(people.reviewer())
    fail("victim", LIMIT - 1)
    fail(insider.username, 2)
    assert enters(insider.username)
    assert fail(insider.username, LIMIT - 1).status_code == 200
    assert fail("victim", 1).status_code == 429


def test_an_administrator_lets_somebody_in_again() -> None:
    person, boss = with_password(people.reviewer()), Client()
    boss.force_login(people.superuser())
    fail(person.username, LIMIT)
    choice = {"action": "unlock", "_selected_action": [person.pk]}
    assert "forgotten" in boss.post("/admin/accounts/user/", choice, follow=True).content.decode()
    assert enters(person.username)


def test_no_password_is_kept() -> None:
    sign_in(Client(), "léa", "my-secret-password")
    assert "my-secret-password" not in str(AccessAttempt.objects.values().get())


@pytest.mark.parametrize(
    ("behind_proxy", "remote", "forwarded", "counted"),
    [
        (False, OFFICE, "203.0.113.1", OFFICE),
        (True, "10.0.0.1", "203.0.113.1, 198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.1", "", "10.0.0.1"),
        (True, "10.0.0.1", "1.2.3.4, unknown", None),
        (False, "2001:db8:1:2:aaaa::1", "", "2001:db8:1:2::"),
        (False, "::ffff:192.0.2.10", "", OFFICE),
        (False, "", "", None),
    ],
)
def test_which_address_is_counted(
    settings: Any, behind_proxy: bool, remote: str, forwarded: str, counted: str | None
) -> None:
    settings.BEHIND_PROXY = behind_proxy
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)
    assert client_address(request) == counted


def test_what_the_client_says_of_itself_is_not_believed(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for number in range(LIMIT):
        forwarded = f"203.0.113.{number}, {ATTACKER}"
        answer = fail("léa", 1, "10.0.0.1", headers={"X-Forwarded-For": forwarded})
    assert answer.status_code == 429

"""Whatever is typed at the sign-in, what is wrong gets one and the same answer."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.accounts.conftest import PASSWORD, sign_in, with_password
from tests.factories import people

pytestmark = pytest.mark.django_db

TOLD = "Please enter the correct username and password for a staff account."


@pytest.mark.parametrize(
    "name",
    ["nobody", "é" * 151, "é" * 6_000, "\ufdfa" * 150, "lé\0a", "lé\x07a\x9f", "a\u202eb", "\0"],
    ids=["made up", "long", "very long", "long as it is kept", "NUL", "controls", "bidi", "alone"],
)
def test_a_name_that_nobody_has_or_can_have(name: str) -> None:
    """“ﷺ” is kept as eighteen characters (NFKC)."""
    answer = sign_in(Client(), name)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count('class="errornote"') == 1
    assert TOLD in page
    assert 'class="errorlist"' not in page, "no field says more"


@pytest.mark.parametrize("password", ["guess", "x" * 100_000, "gue\0ss", "gue\x07ss\x9f", "\0"])
def test_whether_the_name_exists_is_not_told_by_any_password(password: str) -> None:
    real = with_password(people.reviewer()).username
    pages = [
        sign_in(Client(), name, password).content.decode().replace(name, "NAME")
        for name in (real, "nobody-of-that-name")
    ]
    kept = [[line for line in page.splitlines() if "csrf" not in line] for page in pages]
    assert kept[0] == kept[1]
    assert TOLD in pages[0]


def test_only_what_can_be_a_name_is_counted() -> None:
    for name in ("é" * 151, "lé\0a", "é" * 150):
        sign_in(Client(), name)
    assert AccessAttempt.objects.values_list("username", flat=True).get() == "é" * 150


def test_nothing_typed_is_asked_for() -> None:
    page = sign_in(Client(), "", "").content.decode()
    assert page.count("This field is required") == 2


def test_the_right_ones_still_open() -> None:
    assert sign_in(Client(), with_password(people.reviewer()).username, PASSWORD).status_code == 302

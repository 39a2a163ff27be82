"""A phone with an authenticator app, and a clock that tests turn."""

import time
from base64 import b32decode
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django_otp import oath
from django_otp.plugins.otp_totp import models as totp_models

from factcheck.accounts import second_factor, sessions
from factcheck.accounts.models import User

PASSWORD = "a-long-enough-password"


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """The desk's own hash is slow on purpose; nothing here depends on that."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class Phone:
    """The app: shows the code of now. A code is good once, so each look is half a minute later."""

    def __init__(self, clock: "Clock") -> None:
        self.clock = clock
        self.key = ""

    def scan(self, key: str) -> None:
        """Take the key, as it is written on the page."""
        self.key = b32decode(key.replace(" ", "")).hex()

    def code(self) -> str:
        self.clock.now += 30
        return self.shown()

    def shown(self) -> str:
        return f"{oath.TOTP(bytes.fromhex(self.key)).token():06}"


class Clock:
    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def phone(monkeypatch: Any) -> Phone:
    clock = Clock()
    monkeypatch.setattr(oath, "time", clock)
    monkeypatch.setattr(totp_models, "time", SimpleNamespace(time=clock))
    return Phone(clock)


@pytest.fixture
def equipped(phone: Phone) -> Callable[[User], list[str]]:
    """Give somebody a second factor on the phone; returns their recovery codes."""

    def equip(person: User) -> list[str]:
        phone.key = totp_models.default_key()
        _device, codes = second_factor.set_up(person, phone.key, phone.code())
        return codes

    return equip


@pytest.fixture
def pass_minutes(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let minutes pass for everybody who is signed in."""

    def pass_them(minutes: float) -> None:
        now = sessions._now
        monkeypatch.setattr(sessions, "_now", lambda: now() + round(minutes * 60))

    return pass_them


def with_password(person: User) -> User:
    """Give them one; a second time it stays: a new one would end their sessions."""
    if not person.password:
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    return person


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    """Send the sign-in's form."""
    given = {"username": username, "password": password, "next": "/admin/claims/claim/"}
    return client.post("/admin/login/", given, **more)

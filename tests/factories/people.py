"""People who work at the desk, for tests. Each shortcut makes somebody new."""

from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from factcheck.accounts.models import User

_numbers = count(1)


def person(role: str = "", username: str = "", **more: Any) -> User:
    """Somebody, by name if it is given, in the group of their role if they have one."""
    username = username or f"{role.replace(' ', '-') or 'person'}-{next(_numbers)}"
    somebody, _new = get_user_model().objects.get_or_create(
        username=username, defaults={"is_staff": True} | more
    )
    if role:
        somebody.groups.add(Group.objects.get(name=role))
    return somebody


def contributor() -> User:
    return person("contributor")


def reviewer() -> User:
    return person("reviewer")


def approver() -> User:
    return person("approver")


def editor() -> User:
    return person("editor")


def partner_manager() -> User:
    return person("partner manager")


def auditor() -> User:
    return person("auditor")


def superuser() -> User:
    return person(is_superuser=True)

"""People who work at the desk, for tests. Each shortcut makes somebody new."""

from functools import cache
from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from factcheck.accounts.models import User

_numbers = count(1)


def person(role: str = "", username: str = "", **more: Any) -> User:
    """Somebody, by name if it is given, in the group of their role if they have one."""
    somebody = username and User.objects.filter(username=username).first()
    if not somebody:
        username = username or f"{role.replace(' ', '-') or 'person'}-{next(_numbers)}"
        somebody = User.objects.create(**{"username": username, "is_staff": True} | more)
    if role:
        somebody.groups.add(_group(role))
    return somebody


@cache
def _group(role: str) -> int:
    """Its key: the groups are made with the database, and stay."""
    return Group.objects.values_list("pk", flat=True).get(name=role)


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

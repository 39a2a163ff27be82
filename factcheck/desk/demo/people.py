"""Somebody for each role, so that a newcomer can sign in: for a trial on one machine only."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from factcheck import whole
from factcheck.accounts.roles import ROLES
from factcheck.partners import actions as partners
from factcheck.partners import keys
from factcheck.partners.models import ApiKey, Scope

_NAMES = {
    "contributor": ("Camille", "Contrib"),
    "reviewer": ("Rosa", "Relit"),
    "approver": ("Alain", "Approuve"),
    "editor": ("Édith", "Rédac"),
    "partner manager": ("Paul", "Partenaire"),
    "auditor": ("Aude", "Audit"),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """What a newcomer signs in with. One password serves all of the people."""

    usernames: list[str]
    password: str
    api_key: str


def trial() -> Trial | None:
    """The trial's people: made on a fresh database, remembered beside it, None elsewhere."""
    if not (settings.EMBEDDED_DATABASE or settings.DEBUG):
        return None  # a desk's own database gets its own people
    kept = _kept()
    if kept:
        return kept
    if get_user_model().objects.exists():
        return None
    return _make()


def _make() -> Trial:
    """Make the people, a partner and its key, and keep what they sign in with (mode 0600)."""
    password = secrets.token_urlsafe(9)
    with transaction.atomic():
        usernames = [_person(role, password).username for role in ROLES]
        get_user_model().objects.create_superuser("admin", password=password)
        partner = partners.create_partner(name="La Gazette (démo)", actor=None)
        _row, key = partners.create_key(
            partner, scopes=[Scope.READ, Scope.MATCH], label="demo", actor=None
        )
        made = Trial([*usernames, "admin"], password, str(key))
        _keep(made)
    return made


def _person(role: str, password: str) -> Any:
    first, last = _NAMES[role]
    user = get_user_model().objects.create_user(
        role.replace(" ", "-"), password=password, first_name=first, last_name=last, is_staff=True
    )
    user.groups.add(Group.objects.get(name=role))
    return user


def _file() -> Path:
    return settings.DATA_DIR / "demo.json"


def _kept() -> Trial | None:
    """What was kept, if it belongs to this very database."""
    try:
        kept = Trial(**orjson.loads(_file().read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    key = keys.parse(kept.api_key)
    return kept if key and ApiKey.objects.filter(public_id=key.public_id).exists() else None


def _keep(made: Trial) -> None:
    file = _file()
    file.parent.mkdir(exist_ok=True)
    said = orjson.dumps({name: getattr(made, name) for name in Trial.__slots__})
    whole.write(file, said.decode(), mode=0o600)

"""Taking people in: each can sign in at the desk, and chooses their password by themselves."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from factcheck.accounts.models import User
from factcheck.accounts.permissions import require
from factcheck.accounts.roles import ROLES
from factcheck.errors import Invalid


def create_person(username: str, *, roles: Iterable[str], actor: Any, **facts: str) -> User:
    """Somebody new at the desk, without a password yet: give them their `password_link`.

    `facts` are other fields of the person (email, first_name, last_name, language). Raises
    NotAllowed, and Invalid for a taken or wrong user name, unknown roles and wrong facts.
    """
    require(actor, "accounts.add_user")
    wanted = set(roles)
    unknown = ", ".join(sorted(wanted - set(ROLES)))
    if unknown:
        raise Invalid(
            roles=_("There is no role %(unknown)s; there are: %(known)s.")
            % {"unknown": unknown, "known": ", ".join(ROLES)}
        )
    person = User(username=User.normalize_username(username), is_staff=True, **facts)
    person.set_unusable_password()
    try:
        person.full_clean()
    except ValidationError as error:
        told = {name: " ".join(texts) for name, texts in error.message_dict.items()}
        raise Invalid(**told) from None
    with transaction.atomic():
        person.save()
        person.groups.set(Group.objects.filter(name__in=wanted))
    return person


def password_link(person: User) -> str:
    """The address where the person chooses a password: good once, for PASSWORD_RESET_TIMEOUT."""
    facts = [
        urlsafe_base64_encode(force_bytes(person.pk)),
        default_token_generator.make_token(person),
    ]
    return settings.PUBLIC_BASE_URL + reverse("person:set_password", args=facts)

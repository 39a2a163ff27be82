"""Taking people in: each can sign in at the desk, and chooses their password by themselves."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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


def set_password(person: User, password: str | None) -> None:
    """A new password, or None for none at all. Nothing else of the person is written: `person` is
    brought up to date, under the lock, so that the session at hand can be kept.

    Who may is known where it is asked: they gave the one until now, came by their link, or may
    change people.
    """
    with transaction.atomic():
        person.refresh_from_db(from_queryset=User.objects.select_for_update(no_key=True))
        person.set_password(password)
        person.save(update_fields=["password"])


def end_sessions(person: User, *, actor: Any) -> None:
    """Sign the person out in every browser. `person` is brought up to date, so that the session
    at hand can be kept (`update_session_auth_hash`).

    Everybody may for themselves, else NotAllowed without the permission to change people.
    """
    if actor is None or actor.pk != person.pk:
        require(actor, "accounts.change_user")
    with transaction.atomic():
        person.sessions_ended_at = timezone.now()
        person.save(update_fields=["sessions_ended_at"])
        if actor is not None:
            message = [{"deleted": {"name": gettext_noop("sessions"), "object": person.username}}]
            LogEntry.objects.log_actions(actor.pk, [person], CHANGE, message, single_object=True)

"""The second factor: codes from an app (TOTP, RFC 6238), and recovery codes for when it is lost.

A code works once, and after each wrong one the next must wait longer: django-otp sees to both.
Every change ends the person's other sessions (`User.get_session_auth_hash`) and is written to the
person's history in the admin.
"""

from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from factcheck.accounts.models import User
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid

RECOVERY_CODES = 10
_DIGITS = 6
_FACTOR = gettext_noop("second factor")


def device(person: User, key: str) -> TOTPDevice:
    """An app's twin, not stored yet: for its QR code, and to check its first code."""
    return TOTPDevice(user=person, key=key, name="TOTP", confirmed=True)


def set_up(person: User, key: str, code: str, current: str = "") -> tuple[TOTPDevice, list[str]]:
    """The person's app has `key`, as its `code` shows: it is asked for from now on. Returns the
    device, and the recovery codes: shown this once.

    Whoever has a second factor replaces it, and says a `current` code of it, or a recovery code.
    Raises Invalid for wrong codes.
    """
    if not _fits(device(person, key), code):
        raise Invalid(code=_("This is not the code that the app shows for this key now."))
    if person.second_factor_since is not None:
        verify(person, current, field="current")
    with transaction.atomic():
        _lock(person)
        TOTPDevice.objects.filter(user=person).delete()
        new = device(person, key)
        new.verify_token(_plain(code))  # stores it, and that this code is used up
        codes = _make_codes(person)
        _changed(person, timezone.now())
        _log(person, person, "added", _FACTOR)
    return new, codes


def verify(person: User, code: str, *, field: str = "code") -> Device:
    """The device whose code this is: it is used up by this.

    Raises Invalid for a wrong code, and while the person has to wait after wrong ones; `field` is
    the name of what it was typed into.
    """
    plain = _plain(code)
    model: Any = TOTPDevice if len(plain) == _DIGITS and plain.isdecimal() else StaticDevice
    with transaction.atomic():  # what it counts must be stored: no refusal in here
        found = model.objects.select_for_update().filter(user=person, confirmed=True).first()
        wait = _wait(found) if found else 0
        right = found is not None and not wait and found.verify_token(plain)
    if wait:
        raise Invalid(**{field: _too_many(wait)})
    if not right:
        raise Invalid(**{field: _("This code is wrong, or was used already. Take the next one.")})
    return found


def new_recovery_codes(person: User, code: str) -> list[str]:
    """Fresh ones in place of those before. Raises Invalid for a wrong code, Conflict without any
    second factor."""
    if person.second_factor_since is None:
        raise Conflict(_("Set up a second factor first."))
    verify(person, code)
    with transaction.atomic():
        _lock(person)
        _log(person, person, "added", gettext_noop("recovery codes"))
        return _make_codes(person)


def recovery_codes_left(person: User) -> int:
    return StaticToken.objects.filter(device__user=person).count()


def remove(person: User, *, actor: Any) -> None:
    """Take away a lost one. Raises NotAllowed, Conflict when there is none."""
    require(actor, "accounts.change_user")
    with transaction.atomic():
        if _lock(person).second_factor_since is None:
            raise Conflict(_("%(person)s has no second factor.") % {"person": person})
        TOTPDevice.objects.filter(user=person).delete()
        StaticDevice.objects.filter(user=person).delete()
        _changed(person, None)
        _log(person, actor, "deleted", _FACTOR)


def _lock(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)


def _changed(person: User, since: Any) -> None:
    person.second_factor_since = since
    person.save(update_fields=["second_factor_since"])


def _log(person: User, actor: Any, what: str, name: str) -> None:
    """In the form that the admin tells in the reader's language."""
    if actor is not None:
        message = [{what: {"name": name, "object": person.username}}]
        LogEntry.objects.log_actions(actor.pk, [person], CHANGE, message, single_object=True)


def _make_codes(person: User) -> list[str]:
    StaticDevice.objects.filter(user=person).delete()
    kept = StaticDevice.objects.create(user=person, name="recovery", confirmed=True)
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=kept, token=code) for code in codes)
    return codes


def _plain(code: str) -> str:
    """As it is compared: apps and people write codes in groups."""
    return "".join(code.split()).replace("-", "").lower()


def _fits(new: TOTPDevice, code: str) -> bool:
    """Whether this is a code of the new app, before anything is stored."""
    totp = TOTP(new.bin_key, new.step, new.t0, new.digits)
    plain = _plain(code)
    return plain.isascii() and plain.isdecimal() and totp.verify(int(plain), new.tolerance)


def _too_many(seconds: int) -> str:
    return ngettext(
        "Too many wrong codes: wait %(seconds)s second, then try again.",
        "Too many wrong codes: wait %(seconds)s seconds, then try again.",
        seconds,
    ) % {"seconds": seconds}


def _wait(found: Any) -> int:
    """Seconds until the next code may be tried."""
    allowed, why = found.verify_is_allowed()
    if allowed:
        return 0
    return max(1, round((why["locked_until"] - timezone.now()).total_seconds()))

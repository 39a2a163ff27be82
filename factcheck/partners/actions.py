"""The verbs of partners and their keys: each is one transaction with its event.

A partner makes and ends keys by itself over the API: then `by_key` is the id of the key that it
calls with. Such a key may do so for its own partner only, and give no more than it has.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history import journal
from factcheck.partners import keys, lookup
from factcheck.partners.keys import Key
from factcheck.partners.models import LONGEST_DAYS, ApiKey, Partner, Scope

#: One in use and one to change over to.
LIVE_KEYS = 2
DEFAULT_DAYS = 365
#: How many a partner may make by itself within 24 hours: keys are never deleted, so that a script
#: that makes and revokes them in a loop would fill the table; and each begins its minute anew.
KEYS_A_DAY = 10

#: A partner's limits, and the largest number of each.
LIMITS = {
    "requests_per_minute": 2**31 - 1,
    "requests_per_day": 2**31 - 1,
    "longest_key_days": LONGEST_DAYS,
}
_EDITABLE = ("name", "slug", "contact_email", "website", "active", *LIMITS)


def create_partner(
    *,
    name: str,
    actor: Any,
    slug: str = "",
    contact_email: str = "",
    website: str = "",
    **limits: int,
) -> Partner:
    """A partner; `limits` are those of `LIMITS` that shall not be the usual ones.

    Raises NotAllowed, Invalid without a name or for a wrong limit, Conflict when the short name is
    taken.
    """
    require(actor, "partners.add_partner")
    _check_limits(limits)
    partner = Partner(
        name=name.strip(),
        slug=slug or slugify(name)[:60],
        contact_email=contact_email,
        website=website,
        **limits,
    )
    if not partner.name or not partner.slug:
        raise Invalid(name=_("A partner needs a name with letters or digits in it."))
    facts = {field: getattr(partner, field) for field in _EDITABLE}
    try:
        with transaction.atomic():
            journal.create([partner], "partner:create", actor=actor, data=facts)
    except IntegrityError:
        raise Conflict(
            _("There is a partner with the short name “%(slug)s” already.") % {"slug": partner.slug}
        ) from None
    return partner


def change_partner(partner_id: int, *, actor: Any, seen: int, **changes: Any) -> Partner:
    """Change what is known of it, and its limits: they hold within 30 seconds everywhere.

    Raises NotAllowed, Stale, Invalid for a wrong limit, Conflict for a taken short name.
    """
    require(actor, "partners.change_partner")
    _check_limits({name: changes[name] for name in LIMITS if name in changes})
    with transaction.atomic():
        partner = journal.lock(Partner, partner_id, seen=seen)
        found = journal.differences(partner, changes)
        slug = changes.get("slug", partner.slug)
        if Partner.objects.filter(slug=slug).exclude(pk=partner.pk).exists():
            raise Conflict(
                _("There is a partner with the short name “%(slug)s” already.") % {"slug": slug}
            )
        if found:
            changed = {name: changes[name] for name in found}
            journal.change(
                partner, "partner:change", actor=actor, data={"changes": found}, **changed
            )
            transaction.on_commit(lookup.forget)
    return partner


def create_key(
    partner: Partner,
    *,
    scopes: Iterable[str],
    actor: Any,
    days: int = DEFAULT_DAYS,
    label: str = "",
    by_key: str = "",
) -> tuple[ApiKey, Key]:
    """A new key; the `Key` holds the secret, which nobody can show again.

    Raises NotAllowed; Invalid for unknown scopes or days, and for more than `by_key` may give;
    Conflict when the partner is inactive or has two live keys (it names them).
    """
    if not by_key:
        require(actor, "partners.add_apikey")
    wanted = sorted(set(scopes))
    _check_key(wanted, days)
    with transaction.atomic():
        partner = journal.lock(Partner, partner.pk)
        if by_key:
            _check_own(calling_key(by_key, partner.pk), partner, wanted, days)
        _check_room(partner)
        secret = keys.mint()
        key = ApiKey(
            partner=partner,
            public_id=secret.public_id,
            secret_hash=secret.secret_hash,
            scopes=wanted,
            label=label.strip(),
            expires_at=timezone.now() + timedelta(days=days),
        )
        facts = {"partner": partner.slug, "id": key.public_id, "scopes": wanted, "label": label}
        journal.create([key], "key:create", actor=actor, data=facts | _by(by_key))
    return key, secret


def revoke_key(key_id: int, *, actor: Any, reason: str = "", by_key: str = "") -> ApiKey:
    """End a key; every process refuses it within 30 seconds. Raises NotAllowed, Conflict.

    `by_key` may be the key itself.
    """
    if not by_key:
        require(actor, "partners.revoke_apikey")
    with transaction.atomic():
        key = journal.lock(ApiKey, key_id)
        if by_key:
            calling_key(by_key, key.partner_id)
        if key.revoked_at is not None:
            raise Conflict(
                _("The key %(key)s is already revoked (%(last)s).")
                % {"key": key.public_id, "last": journal.last_change(key)}
            )
        journal.change(
            key,
            "key:revoke",
            actor=actor,
            reason=reason,
            data=_by(by_key),
            revoked_at=timezone.now(),
        )
        transaction.on_commit(lookup.forget)
    return key


def _by(by_key: str) -> dict[str, str]:
    return {"by_key": by_key} if by_key else {}


def calling_key(public_id: str, partner_id: int) -> ApiKey:
    """The key that a partner calls with, as it stands now: what a process remembers may be old."""
    key = ApiKey.objects.filter(public_id=public_id, partner=partner_id).live().first()
    if key is None:
        raise NotAllowed(_("The key that you call with is not good for this (any more)."))
    return key


def _check_own(calling: ApiKey, partner: Partner, scopes: list[str], days: int) -> None:
    """A partner gives no more than its own key has, and for no longer than its manager lets it."""
    more = ", ".join(scope for scope in scopes if scope not in calling.scopes)
    if more:
        raise Invalid(
            scopes=_("The key that you call with has only: %(own)s (not: %(more)s).")
            % {"own": ", ".join(calling.scopes), "more": more}
        )
    if days > partner.longest_key_days:
        raise Invalid(
            days=_("Your keys may live for %(longest)s days at most.")
            % {"longest": partner.longest_key_days}
        )
    day_ago = timezone.now() - timedelta(days=1)
    if ApiKey.objects.filter(partner=partner, created_at__gt=day_ago).count() >= KEYS_A_DAY:
        raise Conflict(
            _("%(most)s keys were made within 24 hours: no more today.") % {"most": KEYS_A_DAY}
        )


def _check_limits(limits: dict[str, Any]) -> None:
    wrong = {}
    for name, value in limits.items():
        if name not in LIMITS:
            raise TypeError(f"There is no limit {name!r}.")
        if not isinstance(value, int) or not 1 <= value <= LIMITS[name]:
            wrong[name] = _("It is a whole number from 1 to %(most)s.") % {"most": LIMITS[name]}
    if wrong:
        raise Invalid(**wrong)


def _check_key(scopes: list[str], days: int) -> None:
    unknown = ", ".join(scope for scope in scopes if scope not in Scope.values)
    if unknown or not scopes:
        raise Invalid(
            scopes=_("Choose at least one of the scopes %(known)s%(unknown)s.")
            % {
                "known": ", ".join(Scope.values),
                "unknown": _(" (not: %(unknown)s)") % {"unknown": unknown} if unknown else "",
            }
        )
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(days=_("A key lives from 1 to %(longest)s days.") % {"longest": LONGEST_DAYS})


def _check_room(partner: Partner) -> None:
    if not partner.active:
        raise Conflict(_("%(partner)s is inactive: no key is given.") % {"partner": partner})
    live = [str(key) for key in ApiKey.objects.filter(partner=partner).live()]
    if len(live) >= LIVE_KEYS:
        raise Conflict(
            _("%(partner)s has two live keys, %(keys)s: revoke one of them first.")
            % {"partner": partner, "keys": _(" and ").join(live)}
        )

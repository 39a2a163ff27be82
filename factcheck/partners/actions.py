"""The verbs of partners and their keys: each is one transaction with its event."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from factcheck.partners import keys
from factcheck.partners.keys import Key
from factcheck.partners.models import ApiKey, Partner, Scope

#: One in use and one to change over to.
LIVE_KEYS = 2
DEFAULT_DAYS, LONGEST_DAYS = 365, 3650


def create_partner(
    *, name: str, actor: Any, slug: str = "", contact_email: str = "", website: str = ""
) -> Partner:
    """Raises NotAllowed, Invalid without a name, Conflict when the short name is taken."""
    require(actor, "partners.add_partner")
    partner = Partner(
        name=name.strip(),
        slug=slug or slugify(name)[:60],
        contact_email=contact_email,
        website=website,
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


_EDITABLE = ("name", "slug", "contact_email", "website", "active")


def change_partner(partner_id: int, *, actor: Any, seen: int, **changes: Any) -> Partner:
    """Change what is known of it. Raises NotAllowed, Stale, Conflict for a taken short name."""
    require(actor, "partners.change_partner")
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
            journal.change(partner, "partner:change", actor=actor, data=found, **changed)
    return partner


def create_key(
    partner: Partner,
    *,
    scopes: Iterable[str],
    actor: Any,
    days: int = DEFAULT_DAYS,
    label: str = "",
) -> tuple[ApiKey, Key]:
    """A new key; the `Key` holds the secret, which nobody can show again.

    Raises NotAllowed; Invalid for unknown scopes or days; Conflict when the partner is inactive or
    has two live keys (it names them).
    """
    require(actor, "partners.add_apikey")
    wanted = sorted(set(scopes))
    _check_key(wanted, days)
    with transaction.atomic():
        partner = journal.lock(Partner, partner.pk)
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
        journal.create([key], "key:create", actor=actor, data=facts)
    return key, secret


def revoke_key(key_id: int, *, actor: Any, reason: str = "") -> ApiKey:
    """End a key; every process refuses it within 30 seconds. Raises NotAllowed, Conflict."""
    require(actor, "partners.revoke_apikey")
    with transaction.atomic():
        key = journal.lock(ApiKey, key_id)
        if key.revoked_at is not None:
            raise Conflict(
                _("The key %(key)s is already revoked (%(last)s).")
                % {"key": key.public_id, "last": journal.last_change(key)}
            )
        journal.change(key, "key:revoke", actor=actor, reason=reason, revoked_at=timezone.now())
    return key


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

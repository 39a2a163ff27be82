"""A correction request comes in: from a partner, from a reader, or noted by the desk."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.challenges.models import CorrectionRequest, Origin
from factcheck.challenges.workflow import CHALLENGE, State
from factcheck.errors import Invalid, Stale
from factcheck.history import fitting, journal
from factcheck.partners.models import Partner
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.models import Publication
from factcheck.wordings import plain

FEWEST_CHARACTERS, MOST_CHARACTERS = 20, 5_000
MOST_EVIDENCE, _LONGEST_ADDRESS = 10, 2_000


class Received(NamedTuple):
    """A request, and whether it is new: who says the same again is shown the first one."""

    request: CorrectionRequest
    is_new: bool


def receive(
    verdict: UUID,
    *,
    message: str,
    evidence: Iterable[str] = (),
    version: int | None = None,
    actor: Any = None,
    partner: Partner | None = None,
    name: str = "",
    email: str = "",
    reference: str = "",
) -> Received:
    """Store what somebody says is wrong in a published verdict, to be decided within the desk's
    time. Without an actor and a partner it is a reader's.

    Raises Invalid for a verdict that was never published and for what does not fit its field, Stale
    when `version` is no longer the one that stands: what was wrong may be mended already.
    """
    require(actor, CHALLENGE["receive"].permission)
    current = _standing(verdict, version)
    said = _message(message)
    row = CorrectionRequest(
        verdict=verdict,
        publication=current,
        headline=_headline(verdict),
        status=State.RECEIVED,
        due_at=timezone.now() + timedelta(days=settings.CORRECTION_REQUEST_DAYS),
        origin=_origin(actor, partner),
        partner=partner,
        name=_line("name", name),
        email=email.strip(),
        reference=_line("reference", reference),
        message=said,
        evidence=_addresses(evidence),
        digest=_digest(partner, said),
    )
    fitting.check(row, without={"publication", "partner", "decided_by"})
    earlier = CorrectionRequest.objects.filter(publication=current, digest=row.digest)
    if found := earlier.first():
        return Received(found, is_new=False)
    facts = {"version": current.version, "origin": row.origin}
    try:
        with transaction.atomic():
            journal.create(
                [row], CHALLENGE.event("receive"), actor=actor, state=State.RECEIVED, data=facts
            )
    except IntegrityError:  # the same came twice at this very moment
        return Received(earlier.get(), is_new=False)
    return Received(row, is_new=True)


def _standing(verdict: UUID, version: int | None) -> Publication:
    """The latest version. Raises Invalid, Stale."""
    said = Publication.objects.filter(verdict=verdict).defer("body").order_by("-version")
    current = said.first()
    if current is None:
        raise Invalid(verdict=_("There is no published verdict with this id."))
    if version is not None and version > current.version:
        raise Invalid(
            version=_("There is no version %(asked)s yet: the latest is %(current)s.")
            % {"asked": version, "current": current.version}
        )
    if version is not None and version < current.version:
        raise Stale(
            _(
                "Version %(current)s was published meanwhile, and this is about version %(asked)s."
                " Read the new one first: what was wrong may be mended."
            )
            % {"asked": version, "current": current.version},
            seen=version,
            current=current.version,
        )
    return current


def _headline(verdict: UUID) -> str:
    """Of the last version that was no withdrawal."""
    said = Publication.objects.filter(verdict=verdict).exclude(kind=WITHDRAWN)
    last = said.order_by("-version").first()
    return str(orjson.loads(bytes(last.body))["headline"]) if last else ""


def _origin(actor: Any, partner: Partner | None) -> str:
    if partner is not None:
        return Origin.PARTNER
    return Origin.READER if actor is None else Origin.DESK


def _message(text: str) -> str:
    message = plain("message", text, MOST_CHARACTERS).strip()
    if len(message) < FEWEST_CHARACTERS:
        raise Invalid(message=_("Say in a sentence or two what is wrong, and how you know."))
    return message


def _line(field: str, text: str) -> str:
    return " ".join(plain(field, text).split())


def _addresses(given: Iterable[str]) -> list[str]:
    addresses = list(dict.fromkeys(line for each in given if (line := _line("evidence", each))))
    if len(addresses) > MOST_EVIDENCE:
        raise Invalid(evidence=_("Give at most %(most)s addresses.") % {"most": MOST_EVIDENCE})
    for address in addresses:
        if not _is_web_address(address):
            raise Invalid(
                evidence=_("“%(address)s” is no web address: it begins with https:// or http://.")
                % {"address": address[:100]}
            )
    return addresses


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    fits = len(address) <= _LONGEST_ADDRESS and " " not in address
    return fits and parts.scheme in ("http", "https") and bool(host)


def _digest(partner: Partner | None, message: str) -> str:
    """Of who says what, however it is spaced and capitalised. Readers are one: nobody is to learn
    from an answer who else wrote."""
    whose = partner.slug if partner else ""
    said = " ".join(message.casefold().split())
    return hashlib.sha256(f"{whose}\n{said}".encode()).hexdigest()

"""Saying who made a claim, by a name."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from claims.actions.records import create_record
from claims.actions.triage import edit
from claims.models import Claim, Claimant
from factcheck.errors import Invalid


def name_claimant(
    pk: int, name: str, *, actor: Any, seen: int, changes: dict[str, Any] | None = None
) -> Claim:
    """Edit a claim: its claimant is the one of exactly this name, who is made if there is none.

    `changes` are what else is corrected in the same save: all of it happens, or nothing. A
    claimant that is made has the name alone; whether it is a person is for people to say. Raises
    Stale, and Invalid where several claimants have the name.
    """
    name = on_one_line(name)
    with transaction.atomic():
        _one_at_a_time(name)
        known = list(Claimant.objects.filter(name=name).order_by("pk")[:2])
        if len(known) > 1:
            raise Invalid(
                claimant=_("Several claimants are called “%(name)s”: choose the one who is meant.")
                % {"name": name}
            )
        claimant = known[0] if known else create_record(Claimant, actor=actor, name=name)
        changes = (changes or {}) | {"claimant": claimant}
        return edit(pk, actor=actor, seen=seen, changes=changes)


def on_one_line(name: str) -> str:
    """A name as it is stored, whatever blanks and line ends the text has in it."""
    return " ".join(name.split())


def _one_at_a_time(name: str) -> None:
    """Two who name the same person at the same moment make one claimant."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))", [name])

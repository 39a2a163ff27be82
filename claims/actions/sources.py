"""Sources: adding one that is not there yet, and withdrawing one that nothing can rest on."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.utils.translation import gettext as _

from claims.actions.records import create_record
from claims.models import Source
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from factcheck.searching.expressions import Address


class AddressKnown(Invalid):
    """There is a source at this address already: `known`."""

    def __init__(self, known: Source) -> None:
        self.known = known
        super().__init__(
            url=_(
                "There is a source at this address already: “%(source)s”. Use that one, or say that"
                " yours is another."
            )
            % {"source": known}
        )


def add_source(*, actor: Any, another: bool = False, **values: Any) -> Source:
    """Store a new source. `another` says that one at the same address is known, and is not it.

    Raises AddressKnown, and Invalid when a value does not fit its field.
    """
    require(actor, "claims.add_source")
    known = None if another else at_address(values.get("url", "")).first()
    if known:
        raise AddressKnown(known)
    return create_record(Source, actor=actor, **values)


def at_address(url: str) -> QuerySet[Source]:
    """The sources at this web address, however it is written."""
    addressed = Source.objects.alias(address=Address("url")).exclude(url="")
    return addressed.filter(address=Address(Value(url))).order_by("id")


def withdraw_source(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> Source:
    """Say that nothing can rest on a source any more, and why. What rests on it stays as it is: it
    is to be looked at again."""
    require(actor, "claims.withdraw_source", system=False)
    with transaction.atomic():
        source = journal.lock(Source, pk, seen=seen)
        if source.is_withdrawn:
            raise Conflict(
                _("This source is withdrawn already (%(last)s).")
                % {"last": journal.last_change(source)}
            )
        reason = _words(reason)
        journal.change(
            source, "source:withdraw", actor=actor, reason=reason, withdrawn_because=reason
        )
    return source


def restore_source(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> Source:
    """Take the withdrawal back, saying why."""
    require(actor, "claims.withdraw_source", system=False)
    with transaction.atomic():
        source = journal.lock(Source, pk, seen=seen)
        if not source.is_withdrawn:
            raise Conflict(
                _("This source is not withdrawn (%(last)s).")
                % {"last": journal.last_change(source)}
            )
        journal.change(
            source, "source:restore", actor=actor, reason=_words(reason), withdrawn_because=""
        )
    return source


def _words(reason: str) -> str:
    if not reason.strip():
        raise Invalid(reason=_("Say why in a few words: it is kept with the decision."))
    return reason.strip()

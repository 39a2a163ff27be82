"""The one way to change a tracked row: an event first, then the row, in one transaction.

with transaction.atomic():
    claim = journal.lock(Claim, pk, seen=3)
    journal.change(claim, "claim:edit", actor=user, data={...}, text="…")
"""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from factcheck import text as texts
from factcheck.errors import Conflict, Invalid, Stale
from factcheck.history import verbs
from factcheck.history.models import Event, Tracked

T = TypeVar("T", bound=Tracked)


def lock(model: type[T], pk: Any, *, seen: int | None = None) -> T:
    """The row, locked until the transaction ends. Others may still point at it meanwhile.

    Raises Invalid when there is none, Stale when `seen` is given and is no longer its version.
    """
    rows = model._default_manager.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Invalid(
            _("There is no %(kind)s %(pk)s.") % {"kind": model._meta.verbose_name, "pk": pk}
        )
    if seen is not None and seen != row.version:
        raise stale(row, seen)
    return row


def stale(row: Tracked, seen: int) -> Stale:
    """The refusal of a save from an old page; it names who saved meanwhile, and when."""
    return Stale(
        _(
            "This %(kind)s was changed while you were working on it (%(last)s)."
            " Nothing of yours was saved: look at what it is now, then do it again."
        )
        % {"kind": row._meta.verbose_name, "last": last_change(row)},
        seen=seen,
        current=row.version,
    )


def wrong_state(row: Tracked, label: object) -> Conflict:
    """The refusal of a verb that does not fit the state; it names who did what, and when."""
    return Conflict(
        _("“%(verb)s” is not possible: this %(kind)s is “%(state)s” (%(last)s).")
        % {
            "verb": label,
            "kind": row._meta.verbose_name,
            "state": getattr(row, "get_status_display", lambda: "")(),
            "last": last_change(row),
        }
    )


def last_change(row: Tracked) -> str:
    """A phrase for people: which verb, by whom, when."""
    event = events_of(row).select_related("actor").last()
    if event is None:
        return _("not yet saved")
    return _("“%(verb)s” by %(who)s, %(when)s") % {
        "verb": verbs.label(event.verb),
        "who": event.actor or _("the system"),
        "when": date_format(timezone.localtime(event.at), "SHORT_DATETIME_FORMAT"),
    }


def events_of(row: Tracked) -> models.QuerySet[Event]:
    return Event.objects.filter(subject=row.uid).order_by("version")


def create(
    rows: Iterable[T], verb: str, *, actor: Any, state: str = "", data: dict[str, Any] | None = None
) -> list[T]:
    """Store new tracked rows (of one model), each with its first event. Raises Invalid for a value
    that is no text."""
    rows = list(rows)
    if not rows:
        return []
    for row in rows:
        _check_texts(
            {
                field.attname: getattr(row, field.attname)
                for field in row._meta.fields
                if not field.generated
            }
        )
    with transaction.atomic():
        Event.objects.bulk_create(
            Event(
                verb=verb, subject=row.uid, version=1, actor=actor, to_state=state, data=data or {}
            )
            for row in rows
        )
        return type(rows[0])._default_manager.bulk_create(rows)


def change(
    row: Tracked,
    verb: str,
    *,
    actor: Any,
    reason: str = "",
    data: dict[str, Any] | None = None,
    **values: Any,
) -> Event:
    """Write the event, then the row with `values`; call it in a transaction, on a locked row.

    Raises Invalid for a reason or a value that is no text.
    """
    _check_texts({"reason": reason, **values})
    before = getattr(row, "status", "")
    event = Event.objects.create(
        verb=verb,
        subject=row.uid,
        version=row.version + 1,
        actor=actor,
        from_state=before,
        to_state=values.get("status", before),
        reason=reason,
        data=data or {},
    )
    row.version += 1
    for name, value in values.items():
        setattr(row, name, value)
    fields = {"version", "updated_at", *values}
    row.save(update_fields=[f for f in fields if row._meta.get_field(f).concrete])
    return event


def _check_texts(values: dict[str, Any]) -> None:
    """Raise Invalid where one of them is no text, by its field: control characters hide from who
    reads, and PostgreSQL, XML and terminals each take them otherwise."""
    for name, value in values.items():
        if isinstance(value, str):
            texts.check(value, name)


def differences(row: models.Model, changes: dict[str, Any]) -> dict[str, list[Any]]:
    """Which of these changes change something: {field: [before, after]} in JSON's terms."""
    found = {}
    for name, after in changes.items():
        before = getattr(row, name)
        if before != after:
            found[name] = [_plain(before), _plain(after)]
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return f"{value} (#{value.pk})"
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)

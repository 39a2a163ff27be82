"""Creating and editing the plain records: claimants, sources, topics, and an article's details."""

from typing import Any, TypeVar

from django.db import transaction

from claims.announcements import content_changed
from claims.models import Article, Claim, Claimant, Source, Topic
from factcheck.accounts.permissions import require
from factcheck.history import journal
from factcheck.history.fitting import fitting

Record = TypeVar("Record", Article, Claimant, Source, Topic)


def _permission(model: type, verb: str) -> str:
    return f"claims.{verb}_{model.__name__.lower()}"


def create_record(model: type[Record], *, actor: Any, **values: Any) -> Record:
    """Store a new record. Raises Invalid when a value does not fit its field, or is taken."""
    require(actor, _permission(model, "add"))
    record = model(**values)
    with fitting(record):
        journal.create([record], f"{model.__name__.lower()}:create", actor=actor)
    return record


def edit_record(
    model: type[Record], pk: int, *, actor: Any, seen: int, changes: dict[str, Any]
) -> Record:
    """Change a record from the version that the person saw. Without a change, nothing is written.

    Raises Stale, and Invalid when a value does not fit its field, or is taken.
    """
    require(actor, _permission(model, "change"))
    with transaction.atomic():
        record = journal.lock(model, pk, seen=seen)
        differences = journal.differences(record, changes)
        if differences:
            kind = model.__name__.lower()
            for name in differences:
                setattr(record, name, changes[name])
            with fitting(record):
                journal.change(
                    record,
                    f"{kind}:edit",
                    actor=actor,
                    data={"changes": differences},
                    **{name: getattr(record, name) for name in differences},
                )
            content_changed.send(
                sender=model, record=record, claims=_quoting(record), actor=actor,
                because=f"{kind}:edit",
            )  # fmt: skip
    return record


def _quoting(record: Article | Claimant | Source | Topic) -> Any:
    """The claims whose document would show this record; a source's are known to reviews alone."""
    if isinstance(record, Article):
        return Claim.objects.filter(appearances__snapshot__article=record)
    if isinstance(record, Claimant):
        return record.claims.all()
    return Claim.objects.none()

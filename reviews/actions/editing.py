"""Editing the content of a review: its text and its evidence, together or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from claims.models import Source
from factcheck.errors import Invalid
from factcheck.history import journal
from factcheck.wordings import plain
from reviews.actions.steps import contribute, held_by, move
from reviews.models import ClaimReview, Evidence
from reviews.models.review import CONTENT, INTERNAL
from reviews.policies import locked
from reviews.workflow import State

FIELDS = (*CONTENT, *INTERNAL)
_PARTS = ("source", "stance", "quote", "locator", "note")


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A piece of evidence as it should be. `id` None: a new one."""

    source: Source
    stance: str
    quote: str = ""
    locator: str = ""
    note: str = ""
    id: int | None = None


def edit(
    pk: int,
    *,
    actor: Any,
    seen: int,
    changes: dict[str, Any] | None = None,
    evidence: Sequence[EvidenceItem] | None = None,
) -> ClaimReview:
    """Change the content, and renew the lease.

    `changes` maps fields to values. `evidence`, when given, is the whole list as it should be: what
    it leaves out is removed. An approved review goes back to review, its approval void, in the
    hands of whoever edits it; unless nothing but what is for the desk alone was changed. Without
    any change nothing is written.
    """
    changes = _checked_fields(changes or {})
    evidence = None if evidence is None else [_checked_item(item) for item in evidence]
    with transaction.atomic():
        review = locked("edit", pk, actor, seen)
        _check_rating(review, changes)
        found = journal.differences(review, changes)
        items = None if evidence is None else _evidence_changes(review, evidence)
        if not found and not items:
            return review
        if review.status == State.APPROVED and not items and set(found) <= set(INTERNAL):
            _note(review, actor, changes, found)
            return review
        data: dict[str, Any] = {"changes": found}
        if items:
            data["evidence"] = items.told()
        move(
            review, "edit", actor=actor, data=data,
            **{name: changes[name] for name in found}, **held_by(actor),
        )  # fmt: skip
        contribute(review, actor)
        if items:
            items.apply()
    return review


def note(
    pk: int, *, actor: Any, claimant_contacted: bool, notes: str, seen: int | None = None
) -> ClaimReview:
    """Change what is for the desk alone, of a content that others were shown already.

    It is no part of the content: an approval stays, and nobody becomes a contributor.
    """
    changes = _checked_fields({"claimant_contacted": claimant_contacted, "notes": notes})
    with transaction.atomic():
        review = locked("note", pk, actor, seen)
        found = journal.differences(review, changes)
        if found:
            _note(review, actor, changes, found)
    return review


def _note(
    review: ClaimReview, actor: Any, changes: dict[str, Any], found: dict[str, list[Any]]
) -> None:
    move(
        review, "note", actor=actor, data={"changes": found},
        **{name: changes[name] for name in found},
    )  # fmt: skip


def _checked_fields(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with their texts in the form in which they are kept."""
    unknown = [name for name in changes if name not in FIELDS]
    if unknown:
        raise Invalid(**dict.fromkeys(unknown, _("This cannot be changed.")))
    return {
        name: plain(name, value, _longest(ClaimReview, name)) if isinstance(value, str) else value
        for name, value in changes.items()
    }


def _checked_item(item: EvidenceItem) -> EvidenceItem:
    if item.stance not in Evidence.Stance.values:
        raise Invalid(
            evidence=_("Say what the evidence does: one of %(stances)s.")
            % {"stances": ", ".join(Evidence.Stance.values)}
        )
    return replace(
        item,
        quote=plain("evidence", item.quote),
        locator=plain("evidence", item.locator, _longest(Evidence, "locator")),
        note=plain("evidence", item.note),
    )


def _longest(model: type[Model], name: str) -> int | None:
    return getattr(model._meta.get_field(name), "max_length", None)


def _check_rating(review: ClaimReview, changes: dict[str, Any]) -> None:
    rating = changes.get("rating")
    if rating and rating.scale.language.split("-")[0] != review.language.split("-")[0]:
        raise Invalid(
            rating=_("This rating is worded in another language than the review: choose another.")
        )


@dataclass(frozen=True, slots=True)
class _Changes:
    """What differs between the evidence that is there and the list that was given."""

    added: list[Evidence]
    changed: list[tuple[Evidence, dict[str, list[Any]]]]
    removed: list[Evidence]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def told(self) -> dict[str, Any]:
        """For the event: whole pieces where they come or go, differences where they change."""
        return {
            "added": [_plain(item) for item in self.added],
            "changed": [{"uid": str(item.uid), **found} for item, found in self.changed],
            "removed": [_plain(item) for item in self.removed],
        }

    def apply(self) -> None:
        Evidence.objects.bulk_create(self.added)
        if self.changed:
            Evidence.objects.bulk_update([item for item, _found in self.changed], list(_PARTS))
        Evidence.objects.filter(pk__in=[item.pk for item in self.removed]).delete()


def _evidence_changes(review: ClaimReview, wanted: Sequence[EvidenceItem]) -> _Changes:
    rows = {row.pk: row for row in review.evidence.select_related("source")}
    changes = _Changes([], [], [])
    for item in wanted:
        values = {name: getattr(item, name) for name in _PARTS}
        if item.id is None:
            changes.added.append(Evidence(review=review, **values))
            continue
        row = rows.pop(item.id, None)
        if row is None:
            raise Invalid(evidence=_("A piece of evidence in your list is not there any more."))
        found = journal.differences(row, values)
        if found:
            for name in found:
                setattr(row, name, values[name])
            changes.changed.append((row, found))
    changes.removed.extend(rows.values())
    return changes


def _plain(item: Evidence) -> dict[str, Any]:
    parts = {name: getattr(item, name) for name in _PARTS}
    return {"uid": str(item.uid)} | parts | {"source": str(item.source.uid)}

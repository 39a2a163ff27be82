"""Deciding about suggested claims."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.articles import checked_language
from claims.announcements import claim_accepted, claim_merging, content_changed
from claims.matching import index
from claims.models import Appearance, Claim, Topic
from claims.workflow import DISMISSALS, TRIAGE, State
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal

EDITABLE = ("text", "language", "claimant", "claimed_on", "topics")

#: What is corrected in the same save as a decision: both happen, or neither.
Edits = dict[str, Any] | None


def _locked(verb: str, pk: int, actor: Any, seen: int | None = None, edits: Edits = None) -> Claim:
    """Permission, lock, state: what every verb begins with; and the edits that come with it."""
    transition = TRIAGE[verb]
    require(actor, transition.permission, system=transition.system)
    claim = journal.lock(Claim, pk, seen=seen)
    if claim.status not in transition.sources:
        raise journal.wrong_state(claim, transition.label)
    if edits:
        require(actor, TRIAGE["edit"].permission, system=False)
        _edit(claim, _checked(edits), actor)
    return claim


def accept(pk: int, *, actor: Any, seen: int | None = None, edits: Edits = None) -> Claim:
    """Take a claim up, in these words: its review is opened with it."""
    with transaction.atomic():
        claim = _locked("accept", pk, actor, seen, edits)
        journal.change(claim, TRIAGE.event("accept"), actor=actor, status=State.ACCEPTED)
        claim_accepted.send(sender=Claim, claim=claim, actor=actor)
    return claim


def dismiss(
    pk: int,
    *,
    actor: Any,
    dismissal: str,
    reason: str = "",
    seen: int | None = None,
    edits: Edits = None,
) -> Claim:
    """Leave a claim, saying why."""
    if dismissal not in DISMISSALS:
        raise Invalid(
            dismissal=_("Say why: one of %(reasons)s.") % {"reasons": ", ".join(DISMISSALS)}
        )
    if dismissal == "other" and not reason.strip():
        raise Invalid(reason=_("Say in a few words what the other reason is."))
    with transaction.atomic():
        claim = _locked("dismiss", pk, actor, seen, edits)
        journal.change(
            claim, TRIAGE.event("dismiss"), actor=actor, reason=reason,
            data={"dismissal": dismissal}, status=State.DISMISSED, dismissal=dismissal,
        )  # fmt: skip
    return claim


def merge(pk: int, *, actor: Any, into: int, seen: int | None = None, edits: Edits = None) -> Claim:
    """Declare a claim the same as another, which takes over its appearances.

    The trail stays in both claims' events, and `restore` undoes it. Raises Conflict for a target
    that is itself a duplicate or dismissed, and when a verdict on the claim is public.
    """
    if pk == into:
        raise Invalid(into=_("A claim cannot be merged into itself: choose another."))
    with transaction.atomic():
        both = Claim.objects.filter(pk__in=(pk, into)).order_by("pk")
        list(both.select_for_update(no_key=True))  # in one order, whichever is merged into which
        claim = _locked("merge", pk, actor, seen, edits)
        survivor = journal.lock(Claim, into)
        if survivor.status not in (State.SUGGESTED, State.ACCEPTED):
            raise Conflict(
                _("It cannot be merged into “%(claim)s”, which is %(state)s: choose a live claim.")
                % {"claim": survivor, "state": survivor.get_status_display()}
            )
        claim_merging.send(sender=Claim, claim=claim, into=survivor, actor=actor)
        moving = _unshared(claim, survivor)
        journal.change(
            claim, TRIAGE.event("merge"), actor=actor,
            data={"into": str(survivor.uid), "appearances": moving},
            status=State.DUPLICATE, merged_into=survivor,
        )  # fmt: skip
        index.keep([claim])
        _move(moving, claim, survivor, other=survivor, actor=actor)
    return claim


def restore(pk: int, *, actor: Any, reason: str = "", seen: int | None = None) -> Claim:
    """Put a dismissed or merged claim back on the desk, with the appearances it came with."""
    with transaction.atomic():
        claim = _locked("restore", pk, actor, seen)
        keepers = _keepers(claim)
        journal.change(
            claim, TRIAGE.event("restore"), actor=actor, reason=reason,
            status=State.SUGGESTED, dismissal="", merged_into=None,
        )  # fmt: skip
        if keepers:
            index.keep([claim])
        given = _given_away(claim) if keepers else []
        for keeper in keepers:
            back = keeper.appearances.filter(pk__in=given).values_list("pk", flat=True)
            if back:
                _move(list(back), keeper, claim, other=keeper, actor=actor)
    return claim


def edit(pk: int, *, actor: Any, seen: int, changes: dict[str, Any]) -> Claim:
    """Correct a claim's wording, claimant, date or topics. Raises Stale, Invalid."""
    changes = _checked(changes)
    with transaction.atomic():
        claim = _locked("edit", pk, actor, seen)
        _edit(claim, changes, actor)
    return claim


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes as they are stored. Raises Invalid."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise Invalid(**dict.fromkeys(unknown, _("This cannot be changed.")))
    if "text" in changes and not changes["text"].strip():
        raise Invalid(text=_("A claim needs words."))
    if "language" in changes:
        changes = changes | {"language": checked_language(changes["language"])}
    if "topics" in changes:
        _check_topics(changes["topics"])
    return changes


def _edit(claim: Claim, changes: dict[str, Any], actor: Any) -> None:
    """Write down what changes, if anything does."""
    differences = journal.differences(claim, changes)
    if not differences:
        return
    journal.change(
        claim, TRIAGE.event("edit"), actor=actor, data={"changes": differences},
        **{name: changes[name] for name in differences},
    )  # fmt: skip
    if differences.keys() & {"text", "language"}:
        index.keep([claim])
    content_changed.send(
        sender=Claim, record=claim, claims=Claim.objects.filter(pk=claim.pk), actor=actor,
        because=TRIAGE.event("edit"),
    )  # fmt: skip


def _check_topics(slugs: list[str]) -> None:
    unknown = set(slugs) - set(Topic.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    if unknown:
        raise Invalid(
            topics=_("There is no topic %(topics)s. Add it to the topics first, or choose another.")
            % {"topics": ", ".join(sorted(unknown))}
        )


def _unshared(claim: Claim, survivor: Claim) -> list[int]:
    """The claim's appearances at spans that the survivor does not have itself."""
    has = set(survivor.appearances.values_list("snapshot", "start", "end"))
    rows = claim.appearances.values_list("pk", "snapshot", "start", "end")
    return [pk for pk, *span in rows if tuple(span) not in has]


def _keepers(claim: Claim) -> list[Claim]:
    """The claims along its chain of merges, locked: each may keep some of its appearances."""
    keepers: list[Claim] = []
    while claim.merged_into_id:
        claim = journal.lock(Claim, claim.merged_into_id)
        keepers.append(claim)
    return keepers


def _given_away(claim: Claim) -> list[int]:
    """The appearances that the claim had before it was merged."""
    merged = journal.events_of(claim).filter(verb=TRIAGE.event("merge")).last()
    return merged.data["appearances"] if merged else []


def _move(appearances: list[int], keeper: Claim, taker: Claim, *, other: Claim, actor: Any) -> None:
    """Move appearances from one claim to the other; `other` is the one without an event yet."""
    journal.change(
        journal.lock(Claim, other.pk), TRIAGE.event("absorb"), actor=actor,
        data={"from": str(keeper.uid), "to": str(taker.uid), "appearances": appearances},
    )  # fmt: skip
    Appearance.objects.filter(pk__in=appearances).update(claim=taker)
    content_changed.send(
        sender=Claim, record=taker, claims=Claim.objects.filter(pk__in=(keeper.pk, taker.pk)),
        actor=actor, because=TRIAGE.event("absorb"),
    )  # fmt: skip

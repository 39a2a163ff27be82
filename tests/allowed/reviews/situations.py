"""Every situation of a review, brought about by the desk's verbs, with the people in it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from claims import actions as triage
from reviews import actions
from tests import raw
from tests.allowed.acting import Situation
from tests.factories import claims, people, reviews

Step = Callable[[Situation], Any]


def all_of_them() -> dict[str, Situation]:
    """By the names of the table."""
    return {name: made(name) for name in _STEPS}


def made(name: str) -> Situation:
    """One of them: a claim that somebody reworded before it was accepted, and its review."""
    worder = people.superuser()
    claim = claims.claim()
    triage.edit(claim.pk, actor=worder, seen=1, changes={"text": "Il a baissé de moitié, dit-on."})
    triage.accept(claim.pk, actor=people.superuser())
    found = Situation(claim.reviews.get(), {"stranger": people.superuser(), "first worder": worder})
    for step in _STEPS[name]:
        step(found)
        found.row = reviews.fresh(found.row)
    return found


def _helped(it: Situation) -> None:
    """Somebody writes half of it, and puts it back."""
    helper = it.people["helper"] = people.superuser()
    held = actions.take(it.row.pk, actor=helper)
    actions.edit(
        held.pk, actor=helper, seen=held.version, changes={"summary": "Un début."},
        evidence=[reviews.evidence_item()],
    )  # fmt: skip
    actions.release(held.pk, actor=helper)


def _written(it: Situation) -> None:
    holder = it.people["holder"] = people.superuser()
    reviews.written(actions.take(it.row.pk, actor=holder), holder)


def _lapsed(it: Situation) -> None:
    raw.tamper(
        "UPDATE reviews_claimreview SET lease_until = now() - interval '1 minute' WHERE id = %s",
        it.row.pk,
    )


def _submitted(it: Situation) -> None:
    author = it.people["author"] = it.people.pop("holder")
    actions.submit(it.row.pk, actor=author)


def _approved(it: Situation) -> None:
    it.people["approver"] = people.superuser()
    reviews.approve(it.row, it.people["approver"])


def _scheduled(it: Situation) -> None:
    later = timezone.now() + timedelta(hours=1)
    actions.schedule(it.row.pk, actor=people.superuser(), publish_at=later)


def _published(it: Situation) -> None:
    reviews.publish(it.row, people.superuser())


def _proposed(it: Situation) -> None:
    proposer = it.people["proposer"] = people.superuser()
    actions.propose_withdrawal(it.row.pk, actor=proposer, public_reason="Une erreur.")


def _withdrawn(it: Situation) -> None:
    actions.withdraw(it.row.pk, actor=people.superuser())


def _revised(it: Situation) -> None:
    """The first revision's people have nothing to do with the next one."""
    first = {name: it.people.pop(name) for name in ("author", "approver")}
    it.people["first helper"] = it.people.pop("helper")
    it.people |= {f"first {name}": person for name, person in first.items()}
    holder = it.people["holder"] = people.superuser()
    reviews.written(actions.revise(it.row.pk, actor=holder, reason="Un lecteur."), holder)


def _released(it: Situation) -> None:
    helper = it.people["helper"] = it.people.pop("holder")
    actions.release(it.row.pk, actor=helper)


def _abandoned(it: Situation) -> None:
    it.people["helper"] = it.people.pop("holder")
    actions.abandon(it.row.pk, actor=people.superuser(), reason="Sans objet.")


_PUBLIC: tuple[Step, ...] = (_helped, _written, _submitted, _approved, _published)
_STEPS: dict[str, tuple[Step, ...]] = {
    "open": (),
    "in_review": (_helped, _written),
    "lapsed": (_helped, _written, _lapsed),
    "submitted": (_helped, _written, _submitted),
    "approved": (_helped, _written, _submitted, _approved),
    "scheduled": (_helped, _written, _submitted, _approved, _scheduled),
    "published": _PUBLIC,
    "proposed": (*_PUBLIC, _proposed),
    "withdrawn": (*_PUBLIC, _proposed, _withdrawn),
    "abandoned": (_written, _abandoned),
    "open again": (*_PUBLIC, _revised, _released),
    "in_review again": (*_PUBLIC, _revised),
    "in_review doomed": (*_PUBLIC, _revised, _proposed),
    "submitted again": (*_PUBLIC, _revised, _submitted),
    "approved again": (*_PUBLIC, _revised, _submitted, _approved),
    "abandoned again": (*_PUBLIC, _revised, _abandoned),
}

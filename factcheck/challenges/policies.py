"""Who may decide about which request. A permission alone does not say it: nobody decides about what
they approved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import CHALLENGE
from factcheck.errors import Conflict, DeskError
from factcheck.history import journal
from factcheck.publications.models import Publication
from factcheck.workflow import Transition


def locked(verb: str, pk: int, actor: Any, seen: int | None = None) -> CorrectionRequest:
    """The request, locked, if this person may do this to it now; call it inside a transaction.

    Raises NotAllowed, Conflict for the state and for who approved the verdict, Stale.
    """
    transition = CHALLENGE[verb]
    require(actor, transition.permission, system=False)
    request = journal.lock(CorrectionRequest, pk, seen=seen)
    _check(transition, request, actor, versions_in_question(request))
    return request


@dataclass(frozen=True, slots=True)
class Possible:
    """A verb that fits the state; `refusal` says why this person may not do it, or is empty."""

    transition: Transition
    refusal: str = ""


def possible(request: CorrectionRequest, actor: Any) -> Sequence[Possible]:
    """What can be done now and is this person's kind of work, in the table's order."""
    said = list(versions_in_question(request))
    found = []
    for transition in CHALLENGE.leaving(request.status):
        if not transition.button or not actor.has_perm(transition.permission):
            continue
        if transition.verb == "correct" and len(said) == 1:
            continue  # no later version could answer it
        try:
            _check(transition, request, actor, said)
        except DeskError as error:
            found.append(Possible(transition, str(error)))
        else:
            found.append(Possible(transition))
    return found


def versions_in_question(request: CorrectionRequest) -> QuerySet[Publication]:
    """The challenged version and every later one, oldest first."""
    said = Publication.objects.filter(verdict=request.verdict).defer("body").order_by("version")
    return said.filter(version__gte=request.publication.version)


def later_versions(request: CorrectionRequest) -> QuerySet[Publication]:
    """The versions that may answer it."""
    return versions_in_question(request).exclude(pk=request.publication_id)


def _check(
    transition: Transition, request: CorrectionRequest, actor: Any, said: Iterable[Publication]
) -> None:
    if request.status not in transition.sources:
        raise journal.wrong_state(request, transition.label)
    answered = request.outcome.version if request.outcome else None
    for version in said:
        if version.version == answered:
            break  # the one that answers it they may have approved
        if version.approved_by_id == actor.pk:
            raise Conflict(
                _("You approved version %(version)s of this verdict: another person decides.")
                % {"version": version.version}
            )

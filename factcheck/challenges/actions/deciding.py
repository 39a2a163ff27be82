"""Deciding about a correction request: by somebody who did not approve what is challenged."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.challenges import policies
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import CHALLENGE, State
from factcheck.errors import Invalid
from factcheck.history import journal
from factcheck.publications.models import Publication
from factcheck.wordings import a_reason, needed, plain

_UNDECIDED: dict[str, Any] = {
    "decided_by": None,
    "answer": "",
    "duplicate_of": None,
    "outcome": None,
}


def accept(pk: int, *, actor: Any, answer: str = "", seen: int | None = None) -> CorrectionRequest:
    """It is right: the verdict is to be corrected. The next version that is published answers it.

    This and all below raise NotAllowed, Conflict for the state and for who approved the verdict,
    Stale, Invalid.
    """
    answer = plain("answer", answer).strip()
    return _decide("accept", pk, actor, seen, decided_by=actor, answer=answer)


def decline(pk: int, *, actor: Any, answer: str, seen: int | None = None) -> CorrectionRequest:
    """The verdict stays as it is; whoever asked reads why."""
    why = _("Say why the verdict stays as it is: whoever asked reads it.")
    answer = needed("answer", answer, why)
    return _decide("decline", pk, actor, seen, decided_by=actor, answer=answer)


def mark_duplicate(
    pk: int, *, actor: Any, duplicate_of: int, seen: int | None = None
) -> CorrectionRequest:
    """Another request about this verdict says the same: its decision holds for both."""
    with transaction.atomic():
        request = policies.locked("mark_duplicate", pk, actor, seen)
        first = CorrectionRequest.objects.filter(pk=duplicate_of, verdict=request.verdict).first()
        if first is None or first.pk == request.pk:
            raise Invalid(duplicate_of=_("Choose another request about the same verdict."))
        if first.status == State.DUPLICATE:
            raise Invalid(
                duplicate_of=_("#%(number)s is a duplicate itself: choose the one that it repeats.")
                % {"number": first.pk}
            )
        return _move(
            request, "mark_duplicate", actor, decided_by=actor, duplicate_of=first,
            data={"of": str(first.uid)},
        )  # fmt: skip


def discard(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> CorrectionRequest:
    """It is no correction request: spam, abuse, something else. The reason is for the desk."""
    return _decide("discard", pk, actor, seen, decided_by=actor, reason=a_reason(reason))


def correct(
    pk: int, *, actor: Any, outcome: int, answer: str = "", seen: int | None = None
) -> CorrectionRequest:
    """A version that is published already answers it."""
    answer = plain("answer", answer).strip()
    with transaction.atomic():
        request = policies.locked("correct", pk, actor, seen)
        version = policies.later_versions(request).filter(pk=outcome).first()
        if version is None:
            raise Invalid(outcome=_("Choose a later version of this verdict."))
        return answered_by(request, version, actor, answer=answer or request.answer)


def reconsider(pk: int, *, actor: Any, reason: str, seen: int | None = None) -> CorrectionRequest:
    """Decide once more. What was decided before stays in the journal."""
    reason = a_reason(reason)
    with transaction.atomic():
        request = policies.locked("reconsider", pk, actor, seen)
        before = {"answer": request.answer, "version": _version_of(request.outcome)}
        return _move(request, "reconsider", actor, reason=reason, data=before, **_UNDECIDED)


def answered_by(
    request: CorrectionRequest, version: Publication, actor: Any, *, answer: str
) -> CorrectionRequest:
    """Link a locked request to the version that answers it."""
    return _move(
        request, "correct", actor, decided_by=request.decided_by or actor, outcome=version,
        answer=answer, data={"version": version.version},
    )  # fmt: skip


def _decide(verb: str, pk: int, actor: Any, seen: int | None, **values: Any) -> CorrectionRequest:
    with transaction.atomic():
        return _move(policies.locked(verb, pk, actor, seen), verb, actor, **values)


def _move(request: CorrectionRequest, verb: str, actor: Any, **values: Any) -> CorrectionRequest:
    target = CHALLENGE[verb].target
    journal.change(request, CHALLENGE.event(verb), actor=actor, status=target, **values)
    return request


def _version_of(publication: Publication | None) -> int | None:
    return publication.version if publication else None

"""Correction requests about a verdict that was published, and corrected since."""

from collections.abc import Callable
from typing import Any

from factcheck.challenges import actions
from factcheck.challenges.models import CorrectionRequest
from factcheck.publications.models import Publication
from tests.atomic.cases.desk import Case, Desk
from tests.factories import challenges, publications


def _asked() -> tuple[CorrectionRequest, Publication]:
    publication = publications.publish()
    request = challenges.request(publication)
    return request, publications.correct(publication)


def _doing(verb: str, **answers: Any) -> Case:
    def case(desk: Desk) -> Callable[[], Any]:
        do: Any = getattr(actions, verb)
        request, _correction = _asked()
        return lambda: do(request.pk, actor=desk.chief, **answers)

    return case


def _receive(desk: Desk) -> Callable[[], Any]:
    verdict = desk.review("published").uid
    return lambda: actions.receive(verdict, message=challenges.WRONG, partner=desk.partner)


def _duplicate(desk: Desk) -> Callable[[], Any]:
    first, _correction = _asked()
    other = challenges.request(first.publication, "C’est faux, et je peux le montrer.")
    return lambda: actions.mark_duplicate(other.pk, actor=desk.chief, duplicate_of=first.pk)


def _correct(desk: Desk) -> Callable[[], Any]:
    request, correction = _asked()
    return lambda: actions.correct(request.pk, actor=desk.chief, outcome=correction.pk)


def _reconsider(desk: Desk) -> Callable[[], Any]:
    request, _correction = _asked()
    actions.accept(request.pk, actor=desk.chief)
    return lambda: actions.reconsider(request.pk, actor=desk.chief, reason="Relu.")


_ROOM = "factcheck.challenges.actions"
CASES: dict[str, Case] = {
    f"{_ROOM}.receiving.receive": _receive,
    f"{_ROOM}.deciding.accept": _doing("accept"),
    f"{_ROOM}.deciding.decline": _doing("decline", answer="Il reste."),
    f"{_ROOM}.deciding.mark_duplicate": _duplicate,
    f"{_ROOM}.deciding.discard": _doing("discard", reason="Une publicité."),
    f"{_ROOM}.deciding.correct": _correct,
    f"{_ROOM}.deciding.reconsider": _reconsider,
}

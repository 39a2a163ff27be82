"""A new version of a verdict answers the requests that were accepted."""

from typing import Any

from factcheck.challenges.actions.deciding import answered_by
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import State
from factcheck.publications.models import Publication


def settle(publication: Publication, *, actor: Any) -> list[CorrectionRequest]:
    """Link every accepted request about this verdict to the version that was just published; call
    it in the transaction that publishes it. What is not decided yet waits on."""
    rows = CorrectionRequest.objects.filter(verdict=publication.verdict, status=State.ACCEPTED)
    accepted = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    return [
        answered_by(request, publication, actor, answer=request.answer)
        for request in accepted.select_related("decided_by")
    ]

"""A partner says that a verdict is wrong, and reads what became of it. Never of those of others."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import bodies
from factcheck.challenges import actions
from factcheck.challenges.api import documentation, serializers
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import State
from factcheck.errors import Stale
from factcheck.partners.api.paging import place
from factcheck.partners.api.views import AccountView
from factcheck.partners.models import Partner
from factcheck.problems import Problem
from factcheck.publications.api import parameters
from factcheck.publications.document import timestamp

_PAGE, _MOST = 50, 500
_PARAMETERS = (
    parameters.choice("status", "Only those in this state.", [state.value for state in State]),
    parameters.number("limit", "How many on a page.", default=_PAGE, most=_MOST),
    parameters.text("cursor", "Where the list goes on: `next` of the page before."),
)


class LongBody(bodies.StrictJSONParser):
    """A message of 5,000 characters and ten addresses, however they are escaped."""

    most_bytes = 200 * 1024


class RequestList(AccountView):
    required_scope = "submit"
    parser_classes = (LongBody,)
    query = _PARAMETERS

    @documentation.of_list(_PARAMETERS)
    def get(self, request: Request) -> Response:
        """The newest first. Ask again for what is open: it changes when the desk decides, and when
        a new version answers it."""
        rows = _of(self.caller)
        if status := self.given.get("status"):
            rows = rows.filter(status=status)
        if cursor := self.given.get("cursor"):
            rows = rows.filter(pk__lt=place(rows, _uid(cursor)))
        limit = self.given.get("limit", _PAGE)
        found = list(rows.order_by("-pk")[: limit + 1])
        more = len(found) > limit
        return Response(
            {
                "results": [_shown(row) for row in found[:limit]],
                "next": str(found[limit - 1].uid) if more else None,
            }
        )

    @documentation.ask
    def post(self, request: Request) -> Response:
        """It is decided within days by somebody who did not approve the verdict. The same message
        about the same version again is no new request: the answer is 200 with the first one."""
        given = bodies.read(request, serializers.NewCorrectionRequest)
        partner = Partner.objects.get(pk=self.caller.partner_id)
        verdict = UUID(given.pop("verdict"))
        try:
            row, is_new = actions.receive(verdict, partner=partner, **given)
        except Stale as error:
            raise Problem("conflict", str(error), current_version=error.current) from None
        answer = Response(_shown(row), status=201 if is_new else 200)
        answer["Location"] = reverse("challenges:request", args=[row.uid])
        return answer


class RequestDetail(AccountView):
    required_scope = "submit"

    @documentation.read
    def get(self, request: Request, id: UUID) -> Response:
        """With the desk's answer, and the version that corrects the verdict, if there is one."""
        row = _of(self.caller).filter(uid=id).first()
        if row is None:
            raise Problem("not-found", "You have no correction request with this id.")
        return Response(_shown(row))


def _of(caller: Any) -> Any:
    rows = CorrectionRequest.objects.filter(partner=caller.partner_id)
    bodies_of = ("publication", "outcome", "duplicate_of__outcome")
    return rows.select_related(*bodies_of).defer(*(f"{name}__body" for name in bodies_of))


def _uid(cursor: str) -> UUID | None:
    try:
        return UUID(cursor)
    except ValueError:
        return None


def _shown(row: CorrectionRequest) -> dict[str, Any]:
    first = row.duplicate_of
    decided = first or row  # what was decided about the first holds for its duplicates
    outcome = decided.outcome
    return {
        "id": str(row.uid),
        "verdict": str(row.verdict),
        "version": row.publication.version,
        "status": row.status,
        "message": row.message,
        "evidence": row.evidence,
        "reference": row.reference,
        "received_at": timestamp(row.created_at),
        "due_at": timestamp(row.due_at),
        "changed_at": timestamp(row.status_since),
        "answer": decided.answer,
        # Of somebody else's request a partner learns nothing, not even its id.
        "duplicate_of": str(first.uid) if first and first.partner_id == row.partner_id else None,
        "answered_by": outcome
        and {
            "version": outcome.version,
            "kind": outcome.kind,
            "published_at": timestamp(outcome.published_at),
        },
    }

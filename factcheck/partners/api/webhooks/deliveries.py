"""What was sent to a partner's endpoints, and sending it again."""

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import bodies
from factcheck.partners.api.paging import place
from factcheck.partners.api.webhooks import answers, documentation, shapes
from factcheck.partners.api.webhooks.endpoints import WebhookView
from factcheck.partners.models import Delivery
from factcheck.partners.webhooks import actions, messages
from factcheck.problems import Problem

#: The newest of a delivery's attempts that are shown.
_ATTEMPTS = 100
_LABEL = "msg_"
#: Of no delivery.
_NONE = UUID(int=0)


class Replay(WebhookView):
    @documentation.replay
    def post(self, request: Request, id: UUID) -> Response:
        """Deliveries by their ids, or a range of the feed (its dead letters, and what still waits),
        with all tries anew. They keep their `webhook-id`."""
        webhook = self.webhook(id)
        given = bodies.read(request, shapes.Replay)
        count = actions.replay(
            webhook.pk,
            deliveries=_uids(given.get("deliveries", [])),
            first=given.get("first_sequence"),
            last=given.get("last_sequence"),
            delivered=given.get("delivered", False),
            **self.by(),
        )
        return Response({"count": count}, status=202)


class DeliveryList(WebhookView):
    query = documentation.DELIVERIES

    @documentation.list_deliveries
    def get(self, request: Request, id: UUID) -> Response:
        """The newest first."""
        rows = Delivery.objects.filter(webhook=self.webhook(id))
        limit = self.given.pop("limit", documentation.LIMIT.schema["default"])
        if cursor := self.given.pop("cursor", None):
            rows = rows.filter(pk__lt=place(rows, _uid(cursor)))
        found = rows.filter(**self.given).select_related(*messages.RELATED).order_by("-pk")
        page = list(found[: limit + 1])
        following = page[limit - 1].message if len(page) > limit else None
        return Response(
            {"results": [answers.delivery(row) for row in page[:limit]], "next": following}
        )


class DeliveryDetail(WebhookView):
    @documentation.get_delivery
    def get(self, request: Request, id: UUID, delivery: str) -> Response:
        """Each attempt with your answer, and how long it took."""
        rows = Delivery.objects.filter(webhook=self.webhook(id), uid=_uid(delivery) or _NONE)
        row = rows.select_related(*messages.RELATED).first()
        if row is None:
            raise Problem("not-found", f"There is no delivery {delivery} to this endpoint.")
        made = row.made.order_by("-number")[:_ATTEMPTS]
        return Response(
            answers.delivery(row) | {"made": [answers.attempt(attempt) for attempt in made]}
        )


def _uid(message: str) -> UUID | None:
    """A delivery's uid, of its `webhook-id`; None where it is no such id."""
    try:
        return UUID(message.removeprefix(_LABEL)) if message.startswith(_LABEL) else None
    except ValueError:
        return None


def _uids(given: list[str]) -> list[UUID]:
    """Raises Invalid."""
    found = {message: _uid(message) for message in given}
    if wrong := [message for message, uid in found.items() if uid is None]:
        told = f"{wrong[0]!r} is no id of a delivery: they are as {_LABEL} and 32 digits."
        raise bodies.wrong_fields({"deliveries": told})
    return [uid for uid in found.values() if uid]

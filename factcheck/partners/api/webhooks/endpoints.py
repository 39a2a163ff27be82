"""A partner's own endpoints. Those of another one are not there (404)."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from factcheck import bodies
from factcheck.partners.api.views import AccountView
from factcheck.partners.api.webhooks import answers, documentation, shapes
from factcheck.partners.models import Partner, Scope, Webhook
from factcheck.partners.webhooks import actions, behind, starting
from factcheck.partners.webhooks.states import State
from factcheck.problems import Problem


class WebhookView(AccountView):
    """Of the partner whose key it is."""

    required_scope = Scope.WEBHOOKS

    def rows(self) -> Any:
        own = Webhook.objects.filter(partner=self.caller.partner_id)
        return behind.with_backlog(own.exclude(status=State.DELETED)).order_by("-pk")

    def webhook(self, id: UUID) -> Webhook:
        row: Webhook | None = self.rows().filter(uid=id).first()
        if row is None:
            raise Problem("not-found", f"You have no endpoint with the id {id}.")
        return row

    def by(self) -> dict[str, Any]:
        """Who does it, for the verbs."""
        return {"actor": None, "by_key": self.caller.key_id}

    def shown(self, pk: int) -> dict[str, Any]:
        [row] = starting.with_secrets(self.rows().filter(pk=pk), timezone.now())
        return answers.webhook(row)


class WebhookList(WebhookView):
    @documentation.list_webhooks
    def get(self, request: Request) -> Response:
        """With how far behind each is; the secrets are shown nowhere."""
        rows = starting.with_secrets(self.rows(), timezone.now())
        return Response({"results": [answers.webhook(row) for row in rows]})

    @documentation.create_webhook
    def post(self, request: Request) -> Response:
        """The answer shows the secret, this once. The endpoint is sent a signed
        `endpoint.challenge`, and is told of verdicts as soon as it has repeated that. You may have
        ten."""
        given = bodies.read(request, shapes.NewWebhook)
        partner = Partner.objects.get(pk=self.caller.partner_id)
        webhook, secret = actions.register(partner, **given, **self.by())
        return Response(self.shown(webhook.pk) | {"secret": str(secret)}, status=201)


class WebhookDetail(WebhookView):
    @documentation.get_webhook
    def get(self, request: Request, id: UUID) -> Response:
        """With how far behind it is."""
        return Response(self.shown(self.webhook(id).pk))

    @documentation.change_webhook
    def patch(self, request: Request, id: UUID) -> Response:
        """What is not named stays as it is. With another `url` it is challenged again first."""
        webhook = self.webhook(id)
        given = bodies.read(request, shapes.WebhookChange)
        actions.change(webhook.pk, **given, **self.by())
        return Response(self.shown(webhook.pk))

    @documentation.delete_webhook
    def delete(self, request: Request, id: UUID) -> Response:
        """Nothing more is sent to it, for good; the desk keeps the ledger."""
        actions.delete(self.webhook(id).pk, **self.by())
        return Response(status=204)


class SecretRotation(WebhookView):
    @documentation.rotate_secret
    def post(self, request: Request, id: UUID) -> Response:
        """The answer shows the new secret, this once. Messages are signed with both for a while:
        a receiver that knows either of them is content."""
        webhook = self.webhook(id)
        given = bodies.read(request, shapes.Rotation)
        hours = given.get("overlap_hours", actions.OVERLAP)
        _row, secret = actions.rotate(webhook.pk, hours=hours, **self.by())
        return Response(self.shown(webhook.pk) | {"secret": str(secret)})


class Challenge(WebhookView):
    @documentation.challenge_webhook
    def post(self, request: Request, id: UUID) -> Response:
        """So a disabled endpoint comes back: it is then told of everything published since."""
        webhook = self.webhook(id)
        bodies.read(request, shapes.Nothing)
        actions.challenge(webhook.pk, **self.by())
        return Response(self.shown(webhook.pk))


class Pause(WebhookView):
    @documentation.pause_webhook
    def post(self, request: Request, id: UUID) -> Response:
        """What is published meanwhile waits."""
        webhook = self.webhook(id)
        bodies.read(request, shapes.Nothing)
        actions.pause(webhook.pk, **self.by())
        return Response(self.shown(webhook.pk))


class Resume(WebhookView):
    @documentation.resume_webhook
    def post(self, request: Request, id: UUID) -> Response:
        """What waits is sent."""
        webhook = self.webhook(id)
        bodies.read(request, shapes.Nothing)
        actions.resume(webhook.pk, **self.by())
        return Response(self.shown(webhook.pk))


class Test(WebhookView):
    @documentation.test_webhook
    def post(self, request: Request, id: UUID) -> Response:
        """A signed `endpoint.test`, within seconds; ask for the delivery to see what came of it."""
        webhook = self.webhook(id)
        bodies.read(request, shapes.Nothing)
        return Response(answers.delivery(actions.test(webhook.pk, **self.by())), status=202)

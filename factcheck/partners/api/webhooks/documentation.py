"""What the OpenAPI schema says of each view."""

from functools import partial

from factcheck.partners.api.documentation import describe
from factcheck.partners.api.webhooks import shapes
from factcheck.partners.webhooks import events
from factcheck.publications.api import parameters

_webhooks = partial(describe, tag="webhooks")
_body = (403, 404, 409, 413, 415)

LIMIT = parameters.number("limit", "How many at most.", default=50, most=500)
DELIVERIES = (
    parameters.choice("status", "Only these.", shapes.DELIVERY_STATES),
    parameters.choice("event", "Only these.", list(events.LABELS)),
    LIMIT,
    parameters.text("cursor", "The `next` of the page before."),
)

list_webhooks = _webhooks("listWebhooks", "Your endpoints", shapes.WebhookList, 403)
create_webhook = _webhooks(
    "createWebhook", "Register an endpoint", shapes.CreatedWebhook, 403, 409, 413, 415,
    status=201, body=shapes.NewWebhook,
)  # fmt: skip
get_webhook = _webhooks("getWebhook", "One endpoint", shapes.Webhook, 403, 404)
change_webhook = _webhooks(
    "changeWebhook", "Change an endpoint", shapes.Webhook, *_body, body=shapes.WebhookChange
)
delete_webhook = _webhooks("deleteWebhook", "Delete an endpoint", None, 403, 404, 409, status=204)
rotate_secret = _webhooks(
    "rotateWebhookSecret", "Make a new secret", shapes.CreatedWebhook, *_body, body=shapes.Rotation
)
challenge_webhook = _webhooks(
    "challengeWebhook", "Have it challenged again", shapes.Webhook, *_body, body=shapes.Nothing
)
pause_webhook = _webhooks("pauseWebhook", "Pause", shapes.Webhook, *_body, body=shapes.Nothing)
resume_webhook = _webhooks("resumeWebhook", "Resume", shapes.Webhook, *_body, body=shapes.Nothing)
test_webhook = _webhooks(
    "testWebhook", "Have a test event sent", shapes.Delivery, *_body, status=202,
    body=shapes.Nothing,
)  # fmt: skip
replay = _webhooks(
    "replayDeliveries", "Have events sent again", shapes.Replayed, *_body, status=202,
    body=shapes.Replay,
)  # fmt: skip
list_deliveries = _webhooks(
    "listDeliveries", "What was sent to an endpoint", shapes.DeliveryList, 403, 404,
    query=DELIVERIES,
)  # fmt: skip
get_delivery = _webhooks(
    "getDelivery", "One delivery, with its attempts", shapes.DeliveryWithAttempts, 403, 404
)

"""Endpoints of partners, and the ledger of what was sent to them."""

from factcheck.partners.webhooks.tables.endpoint import Webhook, WebhookReach, WebhookSecret
from factcheck.partners.webhooks.tables.ledger import Delivery, DeliveryAttempt

__all__ = ["Delivery", "DeliveryAttempt", "Webhook", "WebhookReach", "WebhookSecret"]

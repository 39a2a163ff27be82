"""Partners, the keys that they call the API with, and how much each key is used."""

from factcheck.partners.models.key import ApiKey, Scope
from factcheck.partners.models.partner import LONGEST_DAYS, Partner
from factcheck.partners.models.use import KeyReading, KeyUsage, QuotaCount
from factcheck.partners.webhooks.tables import (
    Delivery,
    DeliveryAttempt,
    Webhook,
    WebhookReach,
    WebhookSecret,
)

__all__ = [
    "LONGEST_DAYS",
    "ApiKey",
    "Delivery",
    "DeliveryAttempt",
    "KeyReading",
    "KeyUsage",
    "Partner",
    "QuotaCount",
    "Scope",
    "Webhook",
    "WebhookReach",
    "WebhookSecret",
]

"""Endpoints and their ledger in the admin, for those who look after partners."""

from factcheck.partners.webhooks.admin import deliveries, endpoints, home  # noqa: F401

"""What all cases find: people, reviews in every situation, an endpoint that is told of things."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.history import journal
from factcheck.partners.models import Partner, Webhook
from factcheck.partners.webhooks import actions as endpoints
from tests.allowed.acting import Situation
from tests.allowed.reviews.situations import all_of_them
from tests.factories import claims, partners, people


@dataclass
class Desk:
    chief: User
    second: User
    situations: dict[str, Situation]
    claim: Claim
    other: Claim
    partner: Partner
    webhook: Webhook

    def review(self, situation: str) -> Any:
        return self.situations[situation].row

    def who(self, situation: str, relation: str) -> User:
        return self.situations[situation].people[relation]


Case = Callable[[Desk], Callable[[], Any]]


def desk() -> Desk:
    owner = partners.partner()
    partners.key(partner=owner)
    return Desk(
        people.superuser(),
        people.superuser(),
        all_of_them(),
        claims.claim(),
        claims.claim(),
        owner,
        endpoint(owner, "https://news.example/told"),
    )


def endpoint(owner: Partner, url: str, state: str = "active") -> Webhook:
    """An endpoint that has proven itself, or one that is in another state since."""
    webhook, _secret = endpoints.register(owner, url=url, actor=None)
    with transaction.atomic():
        row = journal.lock(Webhook, webhook.pk)
        journal.change(row, "webhook:activate", actor=None, status="active")
    if state == "paused":
        endpoints.pause(webhook.pk, actor=None)
    if state == "disabled":
        endpoints.disable(webhook.pk, actor=None, reason="Trop lent.")
    return Webhook.objects.get(pk=webhook.pk)

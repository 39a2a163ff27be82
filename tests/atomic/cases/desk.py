"""What all cases find: people, reviews in every situation, an endpoint that is told of things."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.partners.models import Partner, Webhook
from tests.allowed.acting import Situation
from tests.allowed.reviews.situations import all_of_them
from tests.factories import claims, partners, people, webhooks


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
        webhooks.proven(owner, "https://news.example/told"),
    )

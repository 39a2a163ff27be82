"""Partners, their keys and their endpoints; and people."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from factcheck.accounts import actions as accounts
from factcheck.partners import actions
from factcheck.partners.models import ApiKey, Delivery
from factcheck.partners.webhooks import actions as endpoints
from factcheck.partners.webhooks import feeding
from tests.atomic.cases.desk import Case, Desk
from tests.factories import publications, webhooks


def _of_endpoint(verb: str, state: str = "active", **given: Any) -> Case:
    def case(desk: Desk) -> Callable[[], Any]:
        do: Any = getattr(endpoints, verb)
        webhook = webhooks.proven(desk.partner, f"https://news.example/{verb}", state)
        endpoints.test(desk.webhook.pk, actor=None)
        return lambda: do(webhook.pk, actor=desk.chief, **given)

    return case


def _end(verb: str) -> Case:
    """What waits for it becomes dead letters."""

    def case(desk: Desk) -> Callable[[], Any]:
        do: Any = getattr(endpoints, verb)
        endpoints.test(desk.webhook.pk, actor=None)
        return lambda: do(desk.webhook.pk, actor=desk.chief, reason="Assez.")

    return case


def _replay(desk: Desk) -> Callable[[], Any]:
    publications.publish()
    feeding.feed(desk.webhook.pk, timezone.now)
    waits = Delivery.objects.filter(webhook=desk.webhook, entry__isnull=False)
    uids = [row.uid for row in waits]
    assert uids
    return lambda: endpoints.replay(desk.webhook.pk, actor=desk.chief, deliveries=uids)


def _register(desk: Desk) -> Callable[[], Any]:
    return lambda: endpoints.register(
        desk.partner, url="https://news.example/neuf", actor=desk.chief
    )


_ROOM = "factcheck.partners"
_ENDPOINTS = f"{_ROOM}.webhooks.actions"
CASES: dict[str, Case] = {
    "factcheck.accounts.actions.create_person": lambda desk: (
        lambda: accounts.create_person("rosa", roles=["reviewer", "editor"], actor=desk.chief)
    ),
    f"{_ROOM}.actions.create_partner": lambda desk: (
        lambda: actions.create_partner(name="Le Phare", actor=desk.chief)
    ),
    f"{_ROOM}.actions.change_partner": lambda desk: (
        lambda: actions.change_partner(
            desk.partner.pk,
            actor=desk.chief,
            seen=desk.partner.version,
            website="https://phare.example",
        )
    ),
    f"{_ROOM}.actions.create_key": lambda desk: (
        lambda: actions.create_key(desk.partner, scopes=["read"], actor=desk.chief)
    ),
    f"{_ROOM}.actions.revoke_key": lambda desk: (
        lambda: actions.revoke_key(
            ApiKey.objects.filter(partner=desk.partner).latest("pk").pk, actor=desk.chief
        )
    ),
    f"{_ENDPOINTS}.registering.register": _register,
    f"{_ENDPOINTS}.changing.change": _of_endpoint("change", url="https://news.example/ailleurs"),
    f"{_ENDPOINTS}.changing.challenge": _of_endpoint("challenge", "disabled"),
    f"{_ENDPOINTS}.changing.rotate": _of_endpoint("rotate"),
    f"{_ENDPOINTS}.changing.pause": _of_endpoint("pause"),
    f"{_ENDPOINTS}.changing.resume": _of_endpoint("resume", "paused"),
    f"{_ENDPOINTS}.changing.disable": _end("disable"),
    f"{_ENDPOINTS}.changing.delete": _end("delete"),
    f"{_ENDPOINTS}.sending.test": _of_endpoint("test"),
    f"{_ENDPOINTS}.sending.replay": _replay,
}

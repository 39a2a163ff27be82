"""What every verb of an endpoint begins and ends with."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history import journal
from factcheck.history.models import Event
from factcheck.partners.actions import calling_key
from factcheck.partners.models import Delivery, Scope, Webhook, WebhookSecret
from factcheck.partners.webhooks import events, jobs, secret
from factcheck.partners.webhooks.secret import Secret
from factcheck.partners.webhooks.states import WEBHOOK, Progress

#: Challenges that are sent for one partner, at most: for new addresses, and again.
CHALLENGES_A_DAY = 30


def check_may(verb: str, partner: int, actor: Any, by_key: str) -> dict[str, str]:
    """Who does it: a person who may, or a partner's own key. What the event says of it.

    Raises NotAllowed.
    """
    if not by_key:
        require(actor, WEBHOOK[verb].permission)
        return {}
    if Scope.WEBHOOKS not in calling_key(by_key, partner).scopes:
        raise NotAllowed(_("The key that you call with may not manage webhooks."))
    return {"by_key": by_key}


def locked(
    pk: int, verb: str, actor: Any, by_key: str, seen: int | None = None
) -> tuple[Webhook, dict[str, Any]]:
    """The endpoint, locked and in a state for the verb; and what the event says of who did it.

    Raises NotAllowed, Invalid, Stale, Conflict.
    """
    webhook = journal.lock(Webhook, pk, seen=seen)
    who = check_may(verb, webhook.partner_id, actor, by_key)
    if webhook.status not in WEBHOOK[verb].sources:
        raise journal.wrong_state(webhook, WEBHOOK[verb].label)
    return webhook, dict(who)


def check_challenges(partner: int) -> None:
    """Until it has answered, an address may be anybody's: nobody is sent many. Raises Conflict."""
    sent = Event.objects.filter(
        verb__in=[WEBHOOK.event(verb) for verb in ("register", "move", "challenge")],
        at__gt=timezone.now() - timedelta(days=1),
        subject__in=Webhook.objects.filter(partner=partner).values("uid"),
    )
    if sent.count() >= CHALLENGES_A_DAY:
        raise Conflict(
            _("%(most)s challenges were sent within 24 hours: no more today.")
            % {"most": CHALLENGES_A_DAY}
        )


def checked_events(given: Iterable[str]) -> list[str]:
    wanted = set(given)
    unknown = ", ".join(sorted(wanted - set(events.OF_VERDICTS)))
    if unknown or not wanted:
        raise Invalid(
            events=_("Choose at least one of the events %(known)s%(unknown)s.")
            % {
                "known": ", ".join(events.OF_VERDICTS),
                "unknown": _(" (not: %(unknown)s)") % {"unknown": unknown} if unknown else "",
            }
        )
    return [event for event in events.OF_VERDICTS if event in wanted]


def new_secret(webhook: Webhook, now: datetime, overlap: timedelta = timedelta()) -> Secret:
    """Sign with another secret from now on; the one before lives on for the overlap, besides."""
    before = WebhookSecret.objects.filter(webhook=webhook)
    before.filter(ends_at__gt=now).update(ends_at=now)
    before.filter(ends_at=None).update(ends_at=now + overlap)
    nonce, made = secret.mint()
    WebhookSecret.objects.create(
        webhook=webhook, nonce=nonce, fingerprint=made.fingerprint, created_at=now
    )
    return made


def send_ping(webhook: Webhook, event: str, now: datetime) -> Delivery:
    """Have something sent that is about the endpoint itself."""
    ping = Delivery.objects.create(
        webhook=webhook, event=event, status=Progress.WAITING, next_attempt_at=now, created_at=now
    )
    jobs.wake(webhook.pk)
    return ping

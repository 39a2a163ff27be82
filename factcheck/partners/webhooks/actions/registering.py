"""A new endpoint: it is asked to prove that it wants this before anything else is sent to it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from factcheck.partners.models import Partner, Webhook, WebhookReach
from factcheck.partners.webhooks import feeding, targets
from factcheck.partners.webhooks.actions.steps import (
    check_challenges,
    check_may,
    checked_events,
    new_secret,
    send_ping,
)
from factcheck.partners.webhooks.events import CHALLENGE, OF_VERDICTS
from factcheck.partners.webhooks.secret import Secret
from factcheck.partners.webhooks.states import WEBHOOK, State

#: Endpoints of one partner.
MOST = 10
LONGEST_LABEL = 100


def register(
    partner: Partner,
    *,
    url: str,
    actor: Any,
    events: Iterable[str] = tuple(OF_VERDICTS),
    label: str = "",
    by_key: str = "",
) -> tuple[Webhook, Secret]:
    """A new endpoint, and its secret, which is shown this once. It is told of what is published
    from now on, as soon as it has answered its challenge.

    Raises NotAllowed; Invalid for an address or events that nothing is sent for; Conflict when the
    partner is inactive, has this endpoint already, or too many.
    """
    now = timezone.now()
    who = check_may("register", partner.pk, actor, by_key)
    at, wanted, label = targets.checked(url), checked_events(events), checked_label(label)
    with transaction.atomic():
        partner = journal.lock(Partner, partner.pk)
        _check_room(partner)
        check_challenges(partner.pk)
        check_not_there(partner.pk, at.url)
        webhook = Webhook(
            partner=partner, url=at.url, events=wanted, label=label, status=State.CHALLENGED
        )
        facts = {"partner": partner.slug, "url": at.url, "events": wanted, "label": label}
        journal.create(
            [webhook], WEBHOOK.event("register"), actor=actor, state=State.CHALLENGED,
            data=facts | who,
        )  # fmt: skip
        made = new_secret(webhook, now)
        WebhookReach.objects.create(webhook=webhook, position=feeding.end())
        send_ping(webhook, CHALLENGE, now)
    return webhook, made


def checked_label(label: str) -> str:
    if len(label.strip()) > LONGEST_LABEL:
        raise Invalid(label=_("It may have %(most)s characters.") % {"most": LONGEST_LABEL})
    return label.strip()


def check_not_there(partner: int, url: str) -> None:
    """Two endpoints with one address would be told everything twice. Raises Conflict."""
    others = Webhook.objects.filter(partner=partner, url=url).exclude(status=State.DELETED)
    if other := others.first():
        raise Conflict(
            _("There is an endpoint with this address already: %(other)s.") % {"other": other.uid},
            about=[other],
        )


def _check_room(partner: Partner) -> None:
    if not partner.active:
        raise Conflict(_("%(partner)s is inactive: nothing is sent to it.") % {"partner": partner})
    rows = Webhook.objects.filter(partner=partner)
    if rows.exclude(status=State.DELETED).count() >= MOST:
        raise Conflict(
            _("%(partner)s has %(most)s endpoints: delete one of them first.")
            % {"partner": partner, "most": MOST}
        )

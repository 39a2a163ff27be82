"""What becomes of an endpoint: other events, another address, another secret, a pause, an end."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from factcheck.errors import Invalid
from factcheck.history import journal
from factcheck.partners.models import Webhook, WebhookReach
from factcheck.partners.webhooks import endings, jobs, targets
from factcheck.partners.webhooks.actions.registering import check_not_there, checked_label
from factcheck.partners.webhooks.actions.steps import (
    check_challenges,
    checked_events,
    locked,
    new_secret,
    send_ping,
)
from factcheck.partners.webhooks.events import CHALLENGE
from factcheck.partners.webhooks.secret import Secret
from factcheck.partners.webhooks.states import WEBHOOK, State

#: For how many hours the secret before lives on: usually, and at most.
OVERLAP, LONGEST_OVERLAP = 24, 168

_MOVED = "The endpoint was given another address before this was delivered."


def change(
    pk: int, *, actor: Any, by_key: str = "", seen: int | None = None, **changes: Any
) -> Webhook:
    """Change `url`, `events` or `label`. Another address has to prove itself as a new one does.

    Raises NotAllowed, Invalid, Stale, Conflict.
    """
    if "url" in changes:
        changes["url"] = targets.checked(changes["url"]).url
    if "events" in changes:
        changes["events"] = checked_events(changes["events"])
    if "label" in changes:
        changes["label"] = checked_label(changes["label"])
    with transaction.atomic():
        webhook, data = locked(pk, "change", actor, by_key, seen)
        found = journal.differences(webhook, changes)
        if not found:
            return webhook
        data |= {"changes": found}
        changed = {name: changes[name] for name in found}
        if "url" in found:
            check_not_there(webhook.partner_id, changes["url"])
            _challenge(webhook, "move", actor, data, **changed)
        else:
            journal.change(webhook, WEBHOOK.event("change"), actor=actor, data=data, **changed)
    return webhook


def challenge(pk: int, *, actor: Any, by_key: str = "", seen: int | None = None) -> Webhook:
    """Ask an endpoint again to prove itself: that is how a disabled one comes back. It is then
    told of everything since; what became dead letters meanwhile is sent again by `replay`.

    Raises NotAllowed, Stale, Conflict.
    """
    with transaction.atomic():
        webhook, data = locked(pk, "challenge", actor, by_key, seen)
        _challenge(webhook, "challenge", actor, data)
    return webhook


def _challenge(webhook: Webhook, verb: str, actor: Any, data: Any, **changed: Any) -> None:
    now = timezone.now()
    check_challenges(webhook.partner_id)
    endings.drop(webhook, _MOVED, now, event=CHALLENGE)
    journal.change(
        webhook, WEBHOOK.event(verb), actor=actor, data=data, status=State.CHALLENGED, because="",
        **changed,
    )  # fmt: skip
    send_ping(webhook, CHALLENGE, now)


def rotate(
    pk: int, *, actor: Any, by_key: str = "", seen: int | None = None, hours: int = OVERLAP
) -> tuple[Webhook, Secret]:
    """A new secret, shown this once. For so many hours messages are signed with the one before,
    too; with 0, that one is worth nothing from now on.

    Raises NotAllowed, Invalid, Stale, Conflict.
    """
    if not 0 <= hours <= LONGEST_OVERLAP:
        raise Invalid(
            hours=_("It is a whole number from 0 to %(most)s.") % {"most": LONGEST_OVERLAP}
        )
    with transaction.atomic():
        webhook, data = locked(pk, "rotate", actor, by_key, seen)
        data |= {"hours": hours}
        journal.change(webhook, WEBHOOK.event("rotate"), actor=actor, data=data)
        made = new_secret(webhook, timezone.now(), timedelta(hours=hours))
    return webhook, made


def pause(pk: int, *, actor: Any, by_key: str = "", seen: int | None = None) -> Webhook:
    """Send it nothing for now; what is published meanwhile waits. Raises NotAllowed, Stale,
    Conflict."""
    with transaction.atomic():
        webhook, data = locked(pk, "pause", actor, by_key, seen)
        journal.change(webhook, WEBHOOK.event("pause"), actor=actor, data=data, status=State.PAUSED)
    return webhook


def resume(pk: int, *, actor: Any, by_key: str = "", seen: int | None = None) -> Webhook:
    """Send it what waits, and what comes. Raises NotAllowed, Stale, Conflict."""
    with transaction.atomic():
        webhook, data = locked(pk, "resume", actor, by_key, seen)
        journal.change(
            webhook, WEBHOOK.event("resume"), actor=actor, data=data, status=State.ACTIVE
        )
        # Whatever failed before the pause is no longer counted against it.
        WebhookReach.objects.filter(pk=webhook.pk).update(
            failures=0, failing_since=None, rest_until=None
        )
        jobs.wake(webhook.pk)
    return webhook


def disable(
    pk: int, *, actor: Any, by_key: str = "", seen: int | None = None, reason: str
) -> Webhook:
    """Send it nothing more, and tell why; what waits becomes dead letters.

    Raises NotAllowed, Invalid without a reason, Stale, Conflict.
    """
    if not reason.strip():
        raise Invalid(reason=_("Say why: the partner will read it."))
    with transaction.atomic():
        webhook, data = locked(pk, "disable", actor, by_key, seen)
        endings.disable(webhook, reason.strip(), timezone.now(), actor, **data)
    return webhook


def delete(
    pk: int, *, actor: Any, by_key: str = "", seen: int | None = None, reason: str = ""
) -> Webhook:
    """Send it nothing more, for good. What was sent stays in the ledger.

    Raises NotAllowed, Stale, Conflict.
    """
    with transaction.atomic():
        webhook, data = locked(pk, "delete", actor, by_key, seen)
        endings.delete(webhook, reason.strip(), timezone.now(), actor, **data)
    return webhook

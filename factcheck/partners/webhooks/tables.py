"""Endpoints of partners, and the ledger of what was sent to them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.partners.models import Partner
from factcheck.partners.webhooks import events, rules
from factcheck.partners.webhooks.states import (
    LABELS,
    PROGRESS_LABELS,
    WEBHOOK,
    Progress,
    State,
)
from factcheck.publications.models import FeedEntry

_GONE = [State.DISABLED.value, State.DELETED.value]


class Webhook(Tracked):
    """An address of a partner that is told of what is published. One that is deleted stays here."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="webhooks", verbose_name=_("partner")
    )
    url = models.URLField(_("address"), max_length=2000)
    label = models.CharField(_("label"), max_length=100, blank=True)
    events = ArrayField(
        models.CharField(
            max_length=30, choices=[(e, events.LABELS[e]) for e in events.OF_VERDICTS]
        ),
        verbose_name=_("events"),
    )
    status = models.CharField(
        _("state"), max_length=20, choices=[(s.value, LABELS[s]) for s in State], editable=False
    )
    status_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False,
        help_text=_("Set by the database."),
    )  # fmt: skip
    because = models.TextField(_("why"), blank=True, editable=False)

    class Meta(Tracked.Meta):
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in State]),
                name="webhook_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(events__len__gt=0, events__contained_by=list(events.OF_VERDICTS)),
                name="webhook_events",
            ),
            models.CheckConstraint(
                condition=~Q(status=State.DISABLED.value) | ~Q(because=""),
                name="webhook_disabled_because",
            ),
            models.UniqueConstraint(
                fields=["partner", "url"], condition=~Q(status=State.DELETED.value),
                name="webhook_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["status", "status_since"], name="webhook_waiting")]
        triggers = [*guards.journaled("webhook", WEBHOOK), guards.dated()]

    def __str__(self) -> str:
        return self.label or self.url

    @property
    def is_told(self) -> bool:
        """Whether it is sent what is published. An inactive partner hears nothing for now."""
        return self.status == State.ACTIVE and self.partner.active

    @property
    def is_gone(self) -> bool:
        """Whether nothing is sent to it any more, unless somebody does something."""
        return self.status in _GONE


class WebhookSecret(models.Model):
    """What an endpoint's messages are signed with: see `secret`. Two live ones at most."""

    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="secrets")
    nonce = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, help_text="Empty: the newest one.")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["webhook"], condition=Q(ends_at=None), name="webhooksecret_newest"
            ),
        ]
        triggers = [guards.part_of("partners_webhook", "webhook_id"), guards.no_truncate()]

    def __str__(self) -> str:
        return f"{self.webhook_id}: {self.fingerprint}"


class WebhookReach(models.Model):
    """How far an endpoint was told, and how it has answered lately. Written by the worker."""

    webhook = models.OneToOneField(
        Webhook, on_delete=models.PROTECT, primary_key=True, related_name="reach"
    )
    position = models.BigIntegerField(
        _("told up to"), help_text=_("The last entry of the change feed that it has deliveries of.")
    )
    delivered_at = models.DateTimeField(_("last delivered"), null=True)
    failing_since = models.DateTimeField(_("failing since"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    rest_until = models.DateTimeField(_("left alone until"), null=True)

    class Meta:
        default_permissions = ()
        triggers = [rules.never_back()]

    def __str__(self) -> str:
        return f"{self.webhook_id}: {self.position}"


class Delivery(models.Model):
    """One event for one endpoint, until it is delivered or given up: a dead letter."""

    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(
        Webhook, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("endpoint")
    )
    event = models.CharField(_("event"), max_length=30, choices=list(events.LABELS.items()))
    entry = models.ForeignKey(
        FeedEntry, on_delete=models.PROTECT, null=True, db_column="sequence", related_name="+",
        verbose_name=_("sequence"), help_text=_("Empty for what is about the endpoint itself."),
    )  # fmt: skip
    status = models.CharField(
        _("state"), max_length=20, choices=[(p.value, PROGRESS_LABELS[p]) for p in Progress]
    )
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    tries = models.PositiveIntegerField(
        _("tries"), default=0, help_text=_("Attempts since it was made, or sent again.")
    )
    next_attempt_at = models.DateTimeField(
        _("next attempt"), null=True,
        help_text=_("While it is being sent: when it counts as lost."),
    )  # fmt: skip
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    seconds = models.FloatField(_("seconds"), null=True)
    error = models.TextField(_("what went wrong"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["webhook", "entry"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(status__in=[step.value for step in Progress]),
                name="delivery_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(event__in=list(events.OF_VERDICTS), entry__isnull=False)
                | Q(event__in=[events.CHALLENGE, events.TEST], entry=None),
                name="delivery_of_something",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[Progress.WAITING.value, Progress.SENDING.value],
                    next_attempt_at__isnull=False, finished_at=None,
                ) | Q(
                    status__in=[Progress.DELIVERED.value, Progress.DEAD.value],
                    next_attempt_at=None, finished_at__isnull=False,
                ),
                name="delivery_goes_on_or_is_finished",
            ),
            models.CheckConstraint(
                condition=~Q(status=Progress.DEAD.value) | ~Q(error=""),
                name="delivery_failure_is_told",
            ),
            models.CheckConstraint(
                condition=Q(tries__lte=F("attempts")), name="delivery_tries"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["webhook", "next_attempt_at"], name="delivery_due",
                condition=Q(next_attempt_at__isnull=False),
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_latest"),
            models.Index(fields=["webhook", "status", "-id"], name="delivery_of_state"),
            models.Index(fields=["status", "-id"], name="delivery_state"),
        ]  # fmt: skip
        triggers = rules.kept_by_attempts()

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """Its `webhook-id`: the same at every attempt, and of no other delivery."""
        return f"msg_{self.uid.hex}"


class DeliveryAttempt(models.Model):
    """One attempt at a delivery, and what came of it. Append-only."""

    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="made", verbose_name=_("delivery")
    )
    number = models.PositiveIntegerField(_("number"))
    began_at = models.DateTimeField(_("began"))
    seconds = models.FloatField(_("seconds"))
    ok = models.BooleanField(_("delivered"))
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    error = models.TextField(_("what went wrong"), blank=True)
    response = models.TextField(
        _("what it answered"), blank=True, help_text=_("The first 2 kB of it, as text.")
    )

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-number"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="deliveryattempt_number"),
            models.CheckConstraint(
                condition=Q(ok=True, error="") | (Q(ok=False) & ~Q(error="")),
                name="deliveryattempt_failure_is_told",
            ),
        ]
        triggers = [*guards.append_only(), rules.of_what_is_sent()]

    def __str__(self) -> str:
        return f"{self.number}: {self.http_status or self.error}"

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.partners.webhooks import events, rules
from factcheck.partners.webhooks.states import PROGRESS_LABELS, Progress
from factcheck.partners.webhooks.tables.endpoint import Webhook
from factcheck.publications.models import FeedEntry


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

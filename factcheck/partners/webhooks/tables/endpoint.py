from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.partners.models.partner import Partner
from factcheck.partners.webhooks import events, rules
from factcheck.partners.webhooks.states import LABELS, WEBHOOK, State
from factcheck.text import straight

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
        return straight(self.label) or self.url

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

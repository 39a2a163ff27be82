"""Partners, the keys that they call the API with, and how much each key is used."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked


class Scope(models.TextChoices):
    READ = "read", _("read verdicts")
    MATCH = "match", _("match texts")
    SUBMIT = "submit", _("submit articles and claims")
    WEBHOOKS = "webhooks", _("manage webhooks")


#: No key lives longer than ten years.
LONGEST_DAYS = 3650


class Partner(Tracked):
    """Somebody who pulls our verdicts: a platform, a newsroom, a researcher."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("The keys of an inactive partner are refused.")
    )
    requests_per_minute = models.PositiveIntegerField(
        _("requests a minute"),
        default=600,
        validators=[MinValueValidator(1)],
        help_text=_("With each of its keys."),
    )
    requests_per_day = models.PositiveIntegerField(
        _("requests a day"),
        default=100_000,
        validators=[MinValueValidator(1)],
        help_text=_("With all of its keys together, from midnight to midnight in UTC."),
    )
    longest_key_days = models.PositiveIntegerField(
        _("longest life of its own keys, in days"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)],
        help_text=_("For how long the keys are good, at most, that it makes itself by the API."),
    )

    class Meta(Tracked.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    requests_per_minute__gte=1, requests_per_day__gte=1, longest_key_days__gte=1
                ),
                name="partner_limits",
            ),
        ]
        triggers = guards.journaled("partner")

    def __str__(self) -> str:
        return self.name


class LiveKeys(models.QuerySet["ApiKey"]):
    def live(self) -> "LiveKeys":
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def live_first(self) -> "LiveKeys":
        """Those that can be used, then the others, the newest first of each."""
        live = Q(revoked_at=None, expires_at__gt=timezone.now())
        return self.order_by(Case(When(live, then=0), default=1), "-created_at")


class ApiKey(Tracked):
    """One key of a partner. The secret itself is shown once and kept nowhere."""

    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="keys", verbose_name=_("partner")
    )
    public_id = models.CharField(_("id"), max_length=8, unique=True)
    secret_hash = models.CharField(max_length=64, editable=False)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), verbose_name=_("scopes"))
    label = models.CharField(_("label"), max_length=100, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = LiveKeys.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-created_at"]
        permissions = [("revoke_apikey", "Can revoke API key")]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0, scopes__contained_by=Scope.values),
                name="apikey_scopes",
            ),
        ]
        triggers = guards.journaled("key")

    def __str__(self) -> str:
        return f"{self.public_id} ({self.label})" if self.label else self.public_id

    def is_live(self, now: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (now or timezone.now())


class KeyUsage(models.Model):
    """How often a key was used on one day (UTC). Each process adds to it every few seconds."""

    key = models.ForeignKey(
        ApiKey, on_delete=models.PROTECT, related_name="usage", verbose_name=_("key")
    )
    day = models.DateField(_("day"))
    requests = models.PositiveBigIntegerField(_("requests"), default=0)
    refused = models.PositiveBigIntegerField(
        _("refused"), default=0, help_text=_("Over a limit; not counted among the requests.")
    )
    last_used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("usage of a key")
        verbose_name_plural = _("usage of keys")
        ordering = ["-day"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="keyusage_one_a_day")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.day}: {self.requests}"


class KeyReading(models.Model):
    """How far a key has read the change feed, as far as it has told: see `reading`, its writer."""

    key = models.OneToOneField(
        ApiKey,
        on_delete=models.PROTECT,
        primary_key=True,
        related_name="reading",
        verbose_name=_("key"),
    )
    position = models.BigIntegerField(
        _("read up to"), help_text=_("The sequence of the cursor that it asked with last.")
    )
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.key_id}: {self.position}"


class QuotaCount(models.Model):
    """How much of one limit is reserved in its present window: see `quota.shared`, its only writer.

    UNLOGGED: it costs no write-ahead log, and is empty after a crash of PostgreSQL.
    """

    subject = models.TextField(primary_key=True)
    ends = models.FloatField(help_text="When the window ends: seconds since 1970, UTC.")
    seconds = models.PositiveIntegerField(help_text="The window's length.")
    most = models.BigIntegerField()
    used = models.BigIntegerField()
    granted = models.BigIntegerField(help_text="What the last reservation got.")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.subject}: {self.used} of {self.most}"


from factcheck.partners.webhooks.tables import (  # noqa: E402 - they lead to a partner
    Delivery,
    DeliveryAttempt,
    Webhook,
    WebhookReach,
    WebhookSecret,
)

__all__ = [
    "LONGEST_DAYS",
    "ApiKey",
    "Delivery",
    "DeliveryAttempt",
    "KeyReading",
    "KeyUsage",
    "Partner",
    "QuotaCount",
    "Scope",
    "Webhook",
    "WebhookReach",
    "WebhookSecret",
]

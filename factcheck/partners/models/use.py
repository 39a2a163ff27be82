"""How much each key is used, what it has read, and what is left of its limits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.partners.models.key import ApiKey


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

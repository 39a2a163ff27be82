"""Partners, and the keys that they call the API with."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked


class Scope(models.TextChoices):
    READ = "read", _("read verdicts")
    MATCH = "match", _("match texts")
    SUBMIT = "submit", _("submit articles and claims")
    WEBHOOKS = "webhooks", _("manage webhooks")


class Partner(Tracked):
    """Somebody who pulls our verdicts: a platform, a newsroom, a researcher."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("The keys of an inactive partner are refused.")
    )

    class Meta(Tracked.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        triggers = guards.journaled("partner")

    def __str__(self) -> str:
        return self.name


class LiveKeys(models.QuerySet["ApiKey"]):
    def live(self) -> "LiveKeys":
        """Neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


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

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.partners.models.partner import Partner
from factcheck.text import straight


class Scope(models.TextChoices):
    READ = "read", _("read verdicts")
    MATCH = "match", _("match texts")
    SUBMIT = "submit", _("submit articles and claims")
    WEBHOOKS = "webhooks", _("manage webhooks")


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
        return f"{self.public_id} ({straight(self.label)})" if self.label else self.public_id

    def is_live(self, now: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (now or timezone.now())

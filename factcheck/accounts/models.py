from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who works at the desk. What they may do comes from their groups (`roles.py`)."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Visit(models.Model):
    """A person's present visit to the desk, and when the one before it ended (see `visits.py`)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    seen_at = models.DateTimeField(_("last seen"))
    before = models.DateTimeField(_("end of the visit before"), null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.seen_at:%Y-%m-%d %H:%M}"

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.elsewhere import rules
from factcheck.elsewhere.reasons import told
from factcheck.text import straight


class FeedImport(models.Model):
    """A feed that was imported: what became of its items, counted as they were stored."""

    name = models.CharField(_("file"), max_length=300)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(
        _("finished"), null=True, help_text=_("Blank while it goes on, and where it was killed.")
    )
    counts = models.JSONField(_("items"), default=dict, help_text=_("How many became what."))
    refused_because = models.JSONField(_("why refused"), default=dict)
    refusals = models.JSONField(
        _("refused"), default=list, help_text=_("The first ones: place, address and reason.")
    )
    stopped = models.CharField(_("stopped"), max_length=40, blank=True)
    stopped_at = models.CharField(_("stopped at"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("feed import")
        verbose_name_plural = _("feed imports")
        default_permissions = ("view",)
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped="") | Q(finished_at__isnull=False),
                name="feed_stopped_is_finished",
            )
        ]
        triggers = rules.sealed_when_finished()

    def __str__(self) -> str:
        return f"{straight(self.name)} ({self.started_at:%Y-%m-%d %H:%M})"

    @property
    def stopped_because(self) -> str:
        return told(self.stopped) if self.stopped else ""

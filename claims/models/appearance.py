from django.db import models
from django.utils.translation import gettext_lazy as _

from claims import rules
from claims.models.article import Snapshot
from claims.models.claim import Claim
from factcheck.history import guards


class Appearance(models.Model):
    """Where a claim was made: an exact span of a snapshot, `text[start:end] == exact`.

    Offsets are Unicode code points; prefix and suffix are its surroundings (W3C text quote
    selector). What became of it in later texts of its article, its anchors tell.
    """

    CONTEXT = 32

    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="appearances", verbose_name=_("claim")
    )
    snapshot = models.ForeignKey(
        Snapshot,
        on_delete=models.PROTECT,
        related_name="appearances",
        verbose_name=_("snapshot"),
    )
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    exact = models.TextField(_("exact words"))
    prefix = models.CharField(_("before"), max_length=CONTEXT, blank=True)
    suffix = models.CharField(_("after"), max_length=CONTEXT, blank=True)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["snapshot", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "snapshot", "start", "end"], name="appearance_once"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="appearance_span_is_one"
            ),
        ]
        triggers = [guards.part_of("claims_claim", "claim_id"), *rules.exact_in_text()]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.snapshot} [{self.start}:{self.end}]"

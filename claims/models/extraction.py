from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims import rules
from claims.models.article import Article, Snapshot


class Extraction(models.Model):
    """One run of an extractor over an article's text: who asked, and how it ended.

    It is under way until `ended_at` is set; how it ended is written once, with the claims that it
    found, in one transaction. The codes in `dropped` and `trouble` are put into words by
    `claims.outcomes`.
    """

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="extractions", verbose_name=_("article")
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="+", verbose_name=_("snapshot")
    )
    extractor = models.CharField(
        _("extractor"), max_length=200, help_text=_("As FACTCHECK_EXTRACTOR named it.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name=_("asked for by"),
    )  # fmt: skip
    asked_at = models.DateTimeField(_("asked for"))
    started_at = models.DateTimeField(
        _("started"), null=True, help_text=_("The last time: a worker that was ended begins again.")
    )
    ended_at = models.DateTimeField(_("ended"), null=True)
    by = models.CharField(_("found by"), max_length=120, blank=True)
    found = models.PositiveIntegerField(_("candidates"), default=0)
    new = models.PositiveIntegerField(
        _("new"), default=0, help_text=_("Claims that were not on the desk before.")
    )
    named = models.PositiveIntegerField(
        _("named"), default=0, help_text=_("Passages that a language model named.")
    )
    dropped = models.JSONField(_("dropped"), default=dict)
    trouble = models.CharField(_("trouble"), max_length=40, blank=True)
    detail = models.CharField(_("detail"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("search for claims")
        verbose_name_plural = _("searches for claims")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"], condition=Q(ended_at=None), name="extraction_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(new__lte=F("found")), name="extraction_new_are_of_the_found"
            ),
        ]
        indexes = [models.Index(fields=["article", "-id"], name="extraction_last")]
        triggers = rules.ended_once()
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.article} · {self.asked_at:%Y-%m-%d %H:%M}"

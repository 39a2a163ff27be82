from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.elsewhere.models.feed import FeedImport
from factcheck.elsewhere.models.review import ImportedReview
from factcheck.history.guards import append_only


class ImportedVersion(models.Model):
    """What an item said when it was first seen to say it. Append-only."""

    review = models.ForeignKey(
        ImportedReview, on_delete=models.PROTECT, related_name="all_versions",
        verbose_name=_("imported review"),
    )  # fmt: skip
    number = models.PositiveIntegerField(_("version"))
    content_hash = models.CharField(_("content hash"), max_length=64)
    document = models.JSONField(_("as it was read"))
    raw = models.TextField(_("item"), help_text=_("JSON, as it was in the feed."))
    notes = models.JSONField(_("not taken"), default=list)
    feed = models.ForeignKey(
        FeedImport, on_delete=models.PROTECT, related_name="versions", verbose_name=_("feed import")
    )
    place = models.CharField(_("place in the feed"), max_length=200)
    imported_at = models.DateTimeField(_("imported"))

    class Meta:
        verbose_name = _("imported version")
        verbose_name_plural = _("imported versions")
        default_permissions = ("view",)
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="one_version_per_number"),
            models.UniqueConstraint(fields=["review", "content_hash"], name="one_version_per_text"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.review} ({self.number})"

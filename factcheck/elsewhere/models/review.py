from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.elsewhere import rules
from factcheck.elsewhere.models.feed import FeedImport
from factcheck.searching.expressions import words_index, words_of
from factcheck.text import straight


class CanonicalRating(models.TextChoices):
    """Every desk's scale on one."""

    TRUE = "true", _("true")
    MOSTLY_TRUE = "mostly_true", _("mostly true")
    MIXED = "mixed", _("mixed")
    MOSTLY_FALSE = "mostly_false", _("mostly false")
    FALSE = "false", _("false")
    UNVERIFIABLE = "unverifiable", _("unverifiable")


class ImportedReview(models.Model):
    """Another desk's review of a claim, as its publisher says it now. Never a verdict of ours.

    A publisher's page on a claim is one review, by its `key`; what it says is copied from the
    version that it names. `rating`, and a language that is not stated, are how the desk reads it.
    """

    uid = models.UUIDField(_("id"), default=uuid4, unique=True, editable=False)
    key = models.CharField(_("key"), max_length=64, unique=True, editable=False)
    url = models.URLField(_("address"), max_length=2000)
    publisher = models.CharField(_("publisher"), max_length=300)
    site = models.CharField(_("site"), max_length=300)
    claim = models.TextField(_("claim"))
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    language = models.CharField(
        _("language"), max_length=20, blank=True,
        help_text=_("As the publisher states it, else as the claim's own words show it; BCP 47."),
    )  # fmt: skip
    claimant = models.CharField(_("claimant"), max_length=3200, blank=True)
    claimant_type = models.CharField(_("type of claimant"), max_length=20, blank=True)
    claimed_on = models.DateField(
        _("claimed on"), null=True, help_text=_("When it was said, not when checked.")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True)
    stated_at = models.DateTimeField(
        _("changed"), null=True, help_text=_("When its publisher says that it was last changed.")
    )
    rating_label = models.CharField(
        _("rating"), max_length=200, blank=True, help_text=_("In the publisher's own words.")
    )
    rating = models.CharField(
        _("on the desk's scale"), max_length=20, choices=CanonicalRating, blank=True,
        help_text=_("Where that is certain."),
    )  # fmt: skip
    rating_because = models.CharField(_("why"), max_length=40)

    version = models.PositiveIntegerField(_("version"), default=1)
    content_hash = models.CharField(_("content hash"), max_length=64)
    first_seen = models.DateTimeField(_("first seen"))
    last_seen = models.DateTimeField(_("last seen"))
    last_feed = models.ForeignKey(
        FeedImport, on_delete=models.PROTECT, related_name="+", verbose_name=_("last seen in")
    )

    words = words_of("claim", "publisher", "claimant", "url")

    class Meta:
        verbose_name = _("imported review")
        verbose_name_plural = _("imported reviews")
        default_permissions = ("view",)
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(publisher="") & ~Q(claim="") & Q(url__startswith="http"),
                name="imported_has_its_publisher",
            ),
            models.CheckConstraint(
                condition=Q(rating__in=["", *CanonicalRating.values]),
                name="imported_rating_is_known",
            ),
            models.CheckConstraint(
                condition=Q(claimant_type__in=["", "Person", "Organization"]),
                name="imported_claimant_is_known",
            ),
        ]
        # Each with the order of the list, so that a page is read from the index, not sorted.
        indexes = [
            words_index("imported_search"),
            models.Index(fields=["language", "-id"], name="imported_language"),
            models.Index(fields=["publisher", "-id"], name="imported_publisher"),
            models.Index(fields=["rating", "-id"], name="imported_rating"),
            models.Index(fields=["-reviewed_on", "-id"], name="imported_reviewed"),
        ]
        triggers = rules.shows_a_version()

    def __str__(self) -> str:
        return straight(self.claim)

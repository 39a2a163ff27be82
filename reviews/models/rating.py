from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.publications.document import CANONICAL_RATINGS
from factcheck.text import straight

CANONICAL_LABELS = {
    "true": _("true"),
    "mostly_true": _("mostly true"),
    "mixed": _("mixed"),
    "mostly_false": _("mostly false"),
    "false": _("false"),
    "unverifiable": _("unverifiable"),
}


class RatingScale(Tracked):
    """A desk's way to rate, in one language; its numbers are schema.org's best and worst rating."""

    slug = models.SlugField(_("short name"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(_("language"), max_length=20, help_text=_("BCP 47."))
    best = models.SmallIntegerField(_("best value"), default=5)
    worst = models.SmallIntegerField(_("worst value"), default=1)

    class Meta(Tracked.Meta):
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(worst__lt=models.F("best")), name="scale_rises_to_best"
            ),
        ]
        triggers = guards.journaled("scale")

    def __str__(self) -> str:
        return straight(self.name)


class Rating(models.Model):
    """One step of a scale, and what it means on the one scale that partners map."""

    scale = models.ForeignKey(
        RatingScale, on_delete=models.PROTECT, related_name="ratings", verbose_name=_("scale")
    )
    code = models.SlugField(_("code"), max_length=50)
    label = models.CharField(_("label"), max_length=100, help_text=_("As the public reads it."))
    value = models.SmallIntegerField(_("value"))
    canonical = models.CharField(
        _("canonical"), max_length=20, choices=[(r, CANONICAL_LABELS[r]) for r in CANONICAL_RATINGS]
    )

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["scale", "-value", "code"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="rating_code_once"),
            models.CheckConstraint(
                condition=models.Q(canonical__in=CANONICAL_RATINGS), name="rating_is_canonical"
            ),
        ]
        triggers = [guards.part_of("reviews_ratingscale", "scale_id")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return straight(self.label)

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.text import straight

#: No key lives longer than ten years.
LONGEST_DAYS = 3650


class Partner(Tracked):
    """Somebody who pulls our verdicts: a platform, a newsroom, a researcher."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    active = models.BooleanField(
        _("active"), default=True, help_text=_("The keys of an inactive partner are refused.")
    )
    requests_per_minute = models.PositiveIntegerField(
        _("requests a minute"),
        default=600,
        validators=[MinValueValidator(1)],
        help_text=_("With each of its keys."),
    )
    requests_per_day = models.PositiveIntegerField(
        _("requests a day"),
        default=100_000,
        validators=[MinValueValidator(1)],
        help_text=_("With all of its keys together, from midnight to midnight in UTC."),
    )
    longest_key_days = models.PositiveIntegerField(
        _("longest life of its own keys, in days"),
        default=365,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)],
        help_text=_("For how long the keys are good, at most, that it makes itself by the API."),
    )

    class Meta(Tracked.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    requests_per_minute__gte=1, requests_per_day__gte=1, longest_key_days__gte=1
                ),
                name="partner_limits",
            ),
        ]
        triggers = guards.journaled("partner")

    def __str__(self) -> str:
        return straight(self.name)

from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.searching.expressions import words_index, words_of
from factcheck.text import straight


class Claimant(Tracked):
    """Who said it: a person or an organisation, or blank while nobody has made sure."""

    class Kind(models.TextChoices):
        PERSON = "Person", _("person")
        ORGANIZATION = "Organization", _("organisation")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind,
        blank=True,
        help_text=_("Left blank when unsure: never guessed."),
    )
    same_as = models.URLField(
        _("same as"),
        max_length=500,
        blank=True,
        help_text=_("A page that identifies them, such as a Wikidata entry."),
    )

    words = words_of("name")

    class Meta(Tracked.Meta):
        verbose_name = _("claimant")
        verbose_name_plural = _("claimants")
        ordering = ["name"]
        indexes = [
            models.Index(fields=["name", "-id"], name="claimant_by_name"),
            words_index("claimant_search"),
        ]
        triggers = guards.journaled("claimant")

    def __str__(self) -> str:
        return straight(self.name)

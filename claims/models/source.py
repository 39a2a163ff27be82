from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.searching.expressions import Address, words_index, words_of
from factcheck.text import straight


class Source(Tracked):
    """Something that evidence rests on; one source serves many claims."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("official document")
        DATASET = "dataset", _("data set or statistics")
        STUDY = "study", _("study")
        COURT = "court", _("court record or law")
        STATEMENT = "statement", _("statement to the desk")
        RECORDING = "recording", _("recording or image")
        NEWS = "news", _("news report")
        FACT_CHECK = "fact_check", _("another fact-check")
        REFERENCE = "reference", _("reference work")
        OTHER = "other", _("other")

    #: First-hand: what the gate calls a primary source.
    PRIMARY = frozenset(
        {Kind.OFFICIAL, Kind.DATASET, Kind.STUDY, Kind.COURT, Kind.STATEMENT, Kind.RECORDING}
    )

    title = models.CharField(_("title"), max_length=500)
    kind = models.CharField(_("type"), max_length=20, choices=Kind)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    archived_url = models.URLField(
        _("archived copy"),
        max_length=2000,
        blank=True,
        help_text=_("Where a copy is kept, for the day the page changes or is gone."),
    )

    withdrawn_because = models.TextField(
        _("why it is withdrawn"),
        blank=True,
        editable=False,
        help_text=_("Filled where nothing can rest on it any more: retracted, forged, unreliable."),
    )

    words = words_of("title", "publisher", "url")

    class Meta(Tracked.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["-id"]
        indexes = [
            words_index("source_search"),
            # A hash: an address may be longer than what a B-tree takes.
            HashIndex(Address("url"), name="source_address", condition=~Q(url="")),
            models.Index(
                fields=["id"], name="source_withdrawn", condition=~Q(withdrawn_because="")
            ),
        ]
        triggers = guards.journaled("source")
        permissions = [("withdraw_source", _("Can withdraw a source, and restore it"))]

    def __str__(self) -> str:
        return straight(self.title)

    @property
    def is_primary(self) -> bool:
        return self.kind in self.PRIMARY

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.withdrawn_because)

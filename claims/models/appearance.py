from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims import rules
from claims.extraction import Precision, Speech
from claims.models.article import Snapshot
from claims.models.claim import Claim
from factcheck.history import guards


def _attribution_constraints() -> list[models.CheckConstraint]:
    """What is told of who said it is of the known kinds, and whole or not there at all."""
    nobody = Q(speaker="", speaker_start__isnull=True, speaker_end__isnull=True)
    named = Q(speaker_start__isnull=False, speaker_end__isnull=False)
    somebody = ~Q(speaker="") & named & Q(speaker_end__gt=models.F("speaker_start"))
    others = Q(speech__in=(Speech.DIRECT.value, Speech.REPORTED.value))
    undated, dated = Q(said_on__isnull=True), Q(said_on__isnull=False)
    conditions = {
        "speech_is_known": Q(speech__in=["", *(speech.value for speech in Speech)]),
        "speaker_is_whole": nobody | somebody,
        "own_voice_names_nobody": others | nobody & Q(cue="") & undated,
        "date_has_a_precision": dated & Q(said_precision__in=[each.value for each in Precision])
        | undated & Q(said_precision=""),
    }
    return [
        models.CheckConstraint(condition=condition, name=f"appearance_{name}")
        for name, condition in conditions.items()
    ]


class Appearance(models.Model):
    """Where a claim was made: an exact span of a snapshot, `text[start:end] == exact`.

    Offsets are Unicode code points; prefix and suffix are its surroundings (W3C text quote
    selector). What became of it in later texts of its article, its anchors tell.

    Who says it there is what the text tells, as an extractor reads it (`claims.extraction`): the
    claim's claimant is what a person made of it. `speaker` is `text[speaker_start:speaker_end]`,
    wherever that stands in the snapshot; all of it is blank for a passage that nobody read so.
    """

    CONTEXT = 32
    SPEECHES = {
        Speech.DIRECT: _("in quotes"),
        Speech.REPORTED: _("reported"),
        Speech.OWN: _("in the article's own voice"),
    }
    PRECISIONS = {
        Precision.DAY: _("the day"),
        Precision.MONTH: _("the month"),
        Precision.YEAR: _("the year"),
    }

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
    speech = models.CharField(
        _("in whose voice"),
        max_length=10,
        choices=[(speech.value, label) for speech, label in SPEECHES.items()],
        blank=True,
    )
    speaker = models.TextField(_("said by, in the text's words"), blank=True)
    speaker_start = models.PositiveIntegerField(_("start of the speaker's words"), null=True)
    speaker_end = models.PositiveIntegerField(_("end of the speaker's words"), null=True)
    cue = models.TextField(_("words that tell who says it"), blank=True)
    said_on = models.DateField(_("said on"), null=True)
    said_precision = models.CharField(
        _("how much of the date is known"),
        max_length=10,
        choices=[(precision.value, label) for precision, label in PRECISIONS.items()],
        blank=True,
    )

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        ordering = ["snapshot", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "snapshot", "start", "end"], name="appearance_once"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=models.F("start")), name="appearance_span_is_one"
            ),
            *_attribution_constraints(),
        ]
        triggers = [
            guards.part_of("claims_claim", "claim_id"),
            *rules.exact_in_text(),
            rules.speaker_in_text(),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.snapshot} [{self.start}:{self.end}]"

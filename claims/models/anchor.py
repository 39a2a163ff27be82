from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims import rules
from claims.anchoring import TO_BE_SEEN, Kind
from claims.models.appearance import Appearance
from claims.models.article import Snapshot

#: A person said so; besides the kinds in which a passage is found again by itself.
PLACED = "placed"

#: The claim stands in the later text, as far as anybody knows.
SURE = frozenset({Kind.EXACT.value, Kind.QUOTE.value, PLACED})

LABELS = {
    Kind.EXACT.value: _("word for word"),
    Kind.QUOTE.value: _("the same words, set otherwise"),
    Kind.CHANGED.value: _("changed"),
    Kind.UNSURE.value: _("at several places"),
    Kind.ORPHANED.value: _("gone"),
    PLACED: _("placed by a person"),
}

_NOWHERE = Q(start__isnull=True, end__isnull=True, exact="")


class Anchor(models.Model):
    """What became of an appearance in a later text of its article: where it stands, and how surely.

    The appearance stays what it is, at the text in which it was found; so does what was approved
    of it. Like it, `snapshot.text[start:end] == exact`. What is not sure waits until a person has
    looked; by the next text, whatever the one before left open is settled.
    """

    appearance = models.ForeignKey(
        Appearance, on_delete=models.PROTECT, related_name="anchors", verbose_name=_("appearance")
    )
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, related_name="anchors", verbose_name=_("snapshot")
    )
    kind = models.CharField(_("found"), max_length=20, choices=list(LABELS.items()))
    start = models.PositiveIntegerField(_("start"), null=True)
    end = models.PositiveIntegerField(_("end"), null=True)
    exact = models.TextField(_("exact words"), blank=True)
    waiting_since = models.DateTimeField(
        _("waits for a person since"), null=True,
        help_text=_("Empty where nobody has to look, or somebody has."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        ordering = ["snapshot", "start"]
        constraints = [
            models.UniqueConstraint(fields=["appearance", "snapshot"], name="anchor_once"),
            models.CheckConstraint(condition=Q(kind__in=list(LABELS)), name="anchor_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.ORPHANED.value) & _NOWHERE
                | ~Q(kind=Kind.ORPHANED.value)
                & Q(start__isnull=False, end__isnull=False, end__gt=models.F("start")),
                name="anchor_stands_unless_orphaned",
            ),
            models.CheckConstraint(
                condition=Q(waiting_since__isnull=True) | Q(kind__in=sorted(TO_BE_SEEN)),
                name="anchor_waits_if_unsure",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waiting_since"], name="anchor_waiting",
                condition=Q(waiting_since__isnull=False),
            ),
        ]  # fmt: skip
        triggers = [*rules.anchored(), *rules.exact_in_text()]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.snapshot} [{self.start}:{self.end}] {self.kind}"

    @property
    def span(self) -> tuple[int, int] | None:
        """Where the claim is shown in the text: its place is sure, or still to be looked at."""
        if self.start is None or self.end is None:
            return None
        return (self.start, self.end) if is_shown(self.kind, self.waiting_since) else None


def is_shown(kind: str, waiting_since: datetime | None) -> bool:
    """Whether a place of this kind is shown as the claim's."""
    return kind in SURE or waiting_since is not None

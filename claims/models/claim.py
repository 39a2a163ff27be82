from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models.claimant import Claimant
from claims.workflow import DISMISSALS, LABELS, TRIAGE, State
from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.searching.expressions import words_index, words_of
from factcheck.text import straight


class Topic(Tracked):
    """What claims are about; partners filter by its slug."""

    slug = models.SlugField(_("short name"), max_length=50, unique=True)
    name = models.CharField(_("name"), max_length=100)

    class Meta(Tracked.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        triggers = guards.journaled("topic")

    def __str__(self) -> str:
        return straight(self.name)


class Claim(Tracked):
    """Something that was said and can be checked, wherever it appeared."""

    text = models.TextField(_("claim"), help_text=_("In one sentence that stands by itself."))
    language = models.CharField(_("language"), max_length=20, help_text=_("BCP 47."))
    claimant = models.ForeignKey(
        Claimant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("claimant"),
        help_text=_("Who said it. Left blank when nobody is named: never guessed."),
    )
    claimed_on = models.DateField(
        _("claimed on"), null=True, blank=True, help_text=_("When it was said, not when checked.")
    )
    topics = ArrayField(
        models.SlugField(max_length=50),
        default=list,
        blank=True,
        verbose_name=_("topics"),
        help_text=_("Short names of topics, separated by commas."),
    )
    status = models.CharField(
        _("state"),
        max_length=20,
        choices=[(state.value, LABELS[state]) for state in State],
        default=State.SUGGESTED.value,
        editable=False,
    )
    status_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False,
        help_text=_("Set by the database."),
    )  # fmt: skip
    dismissal = models.CharField(
        _("why dismissed"), max_length=20, choices=list(DISMISSALS.items()), blank=True,
        editable=False,
    )  # fmt: skip
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="duplicates",
        verbose_name=_("merged into"),
    )
    score = models.FloatField(
        _("worth checking"), null=True, editable=False, help_text=_("The extractor's, 0 to 1.")
    )
    reasons = models.JSONField(_("why this score"), default=list, editable=False)
    extractor = models.CharField(_("found by"), max_length=100, blank=True, editable=False)

    words = words_of("text")

    class Meta(Tracked.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[state.value for state in State]),
                name="claim_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status=State.DUPLICATE.value, merged_into__isnull=False)
                | ~models.Q(status=State.DUPLICATE.value) & models.Q(merged_into__isnull=True),
                name="claim_duplicate_names_survivor",
            ),
            models.CheckConstraint(
                condition=models.Q(status=State.DISMISSED.value) & ~models.Q(dismissal="")
                | ~models.Q(status=State.DISMISSED.value) & models.Q(dismissal=""),
                name="claim_dismissed_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("id")),
                name="claim_not_merged_into_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-score"], name="claim_triage"),
            models.Index(fields=["status", "status_since"], name="claim_waiting"),
            models.Index(fields=["score", "id"], name="claim_worth"),
            words_index("claim_search"),
        ]
        triggers = [*guards.journaled("claim", TRIAGE), guards.dated()]
        permissions = [
            ("suggest_claim", _("Can suggest a claim")),
            ("accept_claim", _("Can accept a claim")),
            ("dismiss_claim", _("Can dismiss a claim")),
            ("merge_claim", _("Can merge claims")),
            ("restore_claim", _("Can restore a claim")),
        ]

    def __str__(self) -> str:
        return straight(self.text if len(self.text) <= 100 else f"{self.text[:99]}…")

    if TYPE_CHECKING:

        def get_status_display(self) -> str: ...

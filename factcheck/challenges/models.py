"""Correction requests: what partners and readers say is wrong in a published verdict."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from factcheck.challenges import rules
from factcheck.challenges.workflow import CHALLENGE, DECIDE, LABELS, SETTLED, State
from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.partners.models import Partner
from factcheck.publications.models import Publication
from factcheck.searching.expressions import words_index, words_of
from factcheck.text import straight


class Origin(models.TextChoices):
    PARTNER = "partner", _("a partner")
    READER = "reader", _("a reader")
    DESK = "desk", _("the desk, for somebody")


class CorrectionRequest(Tracked):
    """One challenge of one published version, its decision, and the version that answers it."""

    verdict = models.UUIDField(_("verdict"), help_text=_("The verdict's public id."))
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="+", verbose_name=_("version"),
        help_text=_("The version that is said to be wrong."),
    )  # fmt: skip
    headline = models.TextField(_("headline"), help_text=_("Of that version."))
    status = models.CharField(
        _("state"), max_length=20, choices=[(s.value, LABELS[s]) for s in State], editable=False
    )
    status_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False,
        help_text=_("Set by the database."),
    )  # fmt: skip
    due_at = models.DateTimeField(_("to be decided by"))

    origin = models.CharField(_("from"), max_length=10, choices=Origin)
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("partner"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reference = models.CharField(
        _("reference"), max_length=200, blank=True, help_text=_("The partner's own, if any.")
    )
    message = models.TextField(_("what is wrong"))
    evidence = ArrayField(
        models.TextField(), default=list, blank=True, verbose_name=_("addresses that show it")
    )
    digest = models.CharField(
        max_length=64, editable=False,
        help_text=_("SHA-256 of who says what: the same is not stored twice."),
    )  # fmt: skip

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name=_("decided by"),
    )  # fmt: skip
    answer = models.TextField(_("answer"), blank=True, help_text=_("Whoever asked reads it."))
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates",
        verbose_name=_("duplicate of"),
    )  # fmt: skip
    outcome = models.ForeignKey(
        Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("answered by"),
        help_text=_("The version that corrects what was wrong, or the withdrawal."),
    )  # fmt: skip

    words = words_of("headline", "name", "message", "reference")

    class Meta(Tracked.Meta):
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        ordering = ["-id"]
        default_permissions = ("add", "view")  # type: ignore[assignment]
        permissions = [(DECIDE.partition(".")[2], "Can decide correction request")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in State]),
                name="challenge_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=State.RECEIVED.value, decided_by__isnull=True)
                | (~Q(status=State.RECEIVED.value) & Q(decided_by__isnull=False)),
                name="challenge_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=State.DECLINED.value) | ~Q(answer=""),
                name="challenge_declined_with_answer",
            ),
            models.CheckConstraint(
                condition=Q(status=State.DUPLICATE.value, duplicate_of__isnull=False)
                | (~Q(status=State.DUPLICATE.value) & Q(duplicate_of__isnull=True)),
                name="challenge_duplicate_of_one",
            ),
            models.CheckConstraint(
                condition=Q(status=State.CORRECTED.value, outcome__isnull=False)
                | (~Q(status=State.CORRECTED.value) & Q(outcome__isnull=True)),
                name="challenge_corrected_by_version",
            ),
            models.CheckConstraint(
                condition=Q(origin=Origin.PARTNER.value, partner__isnull=False)
                | (~Q(origin=Origin.PARTNER.value) & Q(partner__isnull=True)),
                name="challenge_of_a_partner",
            ),
            models.UniqueConstraint(fields=["publication", "digest"], name="challenge_said_once"),
        ]
        indexes = [
            models.Index(fields=["status", "status_since"], name="challenge_waiting"),
            models.Index(fields=["due_at"], name="challenge_due", condition=~Q(status__in=SETTLED)),
            models.Index(fields=["verdict", "-id"], name="challenge_verdict"),
            models.Index(fields=["partner", "-id"], name="challenge_partner"),
            words_index("challenge_search"),
        ]
        triggers = [
            *guards.journaled("challenge", CHALLENGE),
            guards.dated(),
            rules.decided_by_another(),
            rules.corrected_by_its_own_verdict(),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}: {straight(self.headline)}"

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED

    @property
    def is_late(self) -> bool:
        return not self.is_settled and self.due_at < timezone.now()

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.models import Claim
from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.searching.expressions import words_index, words_of
from factcheck.text import straight
from reviews import rules
from reviews.models.rating import Rating
from reviews.workflow import LABELS, REVIEW, State

#: The columns that a published document is made of.
CONTENT = ("rating", "headline", "summary", "review_by", "correction_note")
#: Those for the desk alone: no part of what is approved.
INTERNAL = ("claimant_contacted", "notes")

#: The order in which open reviews are taken: what the public reads now comes first, by the date on
#: which it should be looked at again; then whatever has waited longest.
URGENCY = (
    F("is_public").desc(),
    Case(When(is_public=True, then=F("review_by"))).asc(),
    F("status_since").asc(),
    F("id").asc(),
)

#: The states in which nobody is at a verdict that is public.
IDLE = (State.PUBLISHED, State.ABANDONED)


def _person(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


class ClaimReview(Tracked):
    """What the desk finds about one claim, in one language. Its `uid` is the verdict's public id.

    A revision is one pass through the workflow; while a later one is being worked on, what was
    published before stays public.
    """

    claim = models.ForeignKey(
        Claim,
        on_delete=models.PROTECT,
        related_name="reviews",
        editable=False,
        verbose_name=_("claim"),
    )
    language = models.CharField(_("language"), max_length=20, editable=False)
    status = models.CharField(
        _("state"),
        max_length=20,
        choices=[(state.value, LABELS[state]) for state in State],
        default=State.OPEN.value,
        editable=False,
    )
    status_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False,
        help_text=_("Set by the database."),
    )  # fmt: skip
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    is_public = models.BooleanField(_("public"), default=False, editable=False)

    # Who works on it
    holder = _person(_("held by"))
    lease_until = models.DateTimeField(_("until"), null=True, blank=True, editable=False)
    author = _person(_("submitted by"))

    # The content
    rating = models.ForeignKey(
        Rating,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("rating"),
    )
    headline = models.CharField(
        _("headline"), max_length=250, blank=True, help_text=_("The finding in one line.")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("What was found, and why: for the public.")
    )
    review_by = models.DateField(
        _("look again by"),
        null=True,
        blank=True,
        help_text=_("When the finding may be out of date. The public sees it as its expiry."),
    )
    correction_note = models.TextField(
        _("correction note"),
        blank=True,
        help_text=_("From the second revision on: what changed, for the public."),
    )

    # For the desk alone
    claimant_contacted = models.BooleanField(
        _("claimant contacted"), default=False, help_text=_("They were asked for their sources.")
    )
    notes = models.TextField(_("internal notes"), blank=True, help_text=_("Never published."))

    # What is agreed for later
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, editable=False)
    scheduled_by = _person(_("scheduled by"))
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True, editable=False)
    withdrawal_successor = models.UUIDField(_("successor"), null=True, blank=True, editable=False)
    withdrawal_proposed_by = _person(_("withdrawal proposed by"))

    words = words_of("headline")

    class Meta(Tracked.Meta):
        verbose_name = _("claim review")
        verbose_name_plural = _("claim reviews")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "language"], name="review_once_per_language"),
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in State]),
                name="review_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=State.IN_REVIEW, holder__isnull=False, lease_until__isnull=False)
                | ~Q(status=State.IN_REVIEW) & Q(holder__isnull=True, lease_until__isnull=True),
                name="review_held_while_in_review",
            ),
            models.CheckConstraint(
                condition=Q(status=State.PUBLISHED, is_public=True)
                | Q(status=State.WITHDRAWN, is_public=False)
                | ~Q(status__in=[State.PUBLISHED, State.WITHDRAWN]),
                name="review_public_as_its_state",
            ),
            models.CheckConstraint(
                condition=Q(publish_at__isnull=True, scheduled_by__isnull=True)
                | Q(status=State.APPROVED, publish_at__isnull=False, scheduled_by__isnull=False),
                name="review_scheduled_when_approved",
            ),
            models.CheckConstraint(
                condition=Q(
                    withdrawal_reason="",
                    withdrawal_successor__isnull=True,
                    withdrawal_proposed_by__isnull=True,
                )
                | Q(is_public=True, withdrawal_proposed_by__isnull=False)
                & ~Q(withdrawal_reason=""),
                name="review_withdrawal_is_of_public",
            ),
        ]
        indexes = [
            models.Index(F("status"), F("id").desc(), name="review_queue"),
            models.Index(fields=["holder"], name="review_held", condition=Q(holder__isnull=False)),
            models.Index(
                fields=["publish_at"], name="review_due", condition=Q(publish_at__isnull=False)
            ),
            # With all that the queues ask for: their numbers are read from the index alone.
            models.Index(
                fields=["status", "status_since"],
                include=["id", "revision", "publish_at"],
                name="review_waiting",
            ),
            models.Index(*URGENCY, name="review_next", condition=Q(status=State.OPEN)),
            models.Index(
                fields=["review_by"],
                name="review_again",
                condition=Q(is_public=True, status__in=IDLE),
            ),
            models.Index(
                fields=["withdrawal_proposed_by"],
                name="review_withdrawing",
                condition=Q(withdrawal_proposed_by__isnull=False),
            ),
            words_index("review_search"),
        ]
        triggers = [
            *guards.journaled("review", REVIEW, clock="lease_until"),
            guards.dated(),
            rules.content_only_in_review(CONTENT),
            rules.published_only_approved(),
        ]
        # Every verb of the workflow that people do has a permission of its own.
        permissions = [
            (name, f"Can {name.replace('_', ' ').replace('claimreview', 'claim review')}")
            for name in dict.fromkeys(
                transition.permission.partition(".")[2]
                for transition in REVIEW.transitions
                if transition.permission
            )
        ]
        default_permissions = ("view",)  # type: ignore[assignment]

    def __str__(self) -> str:
        return straight(self.headline) or str(self.claim)

    if TYPE_CHECKING:

        def get_status_display(self) -> str: ...

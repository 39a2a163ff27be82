from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.fetching import FETCH, LABELS, LOST_AFTER, State
from claims.models.article import Article, Snapshot
from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.searching.expressions import words_index, words_of

_WITH_TEXT = [State.STORED.value, State.UNCHANGED.value]
_WITH_ERROR = [State.FAILED.value, State.GIVEN_UP.value]


class Fetch(Tracked):
    """A web address whose page the desk wants, and what became of it. One row per address: asked
    for again, it goes on from there."""

    url = models.URLField(_("address"), max_length=2000, unique=True)
    status = models.CharField(
        _("state"), max_length=20, choices=[(s.value, LABELS[s]) for s in State], editable=False
    )
    status_since = models.DateTimeField(
        _("in this state since"), default=timezone.now, editable=False,
        help_text=_("Set by the database."),
    )  # fmt: skip
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name=_("asked by"),
    )  # fmt: skip
    about = models.JSONField(
        _("details"), default=dict, blank=True,
        help_text=_("What was said of the article when it was asked for; it outweighs the page."),
    )  # fmt: skip
    turn = models.PositiveIntegerField(
        default=1, editable=False,
        help_text=_("Rises with each job that is made for it: an older job does nothing."),
    )  # fmt: skip
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    next_try_at = models.DateTimeField(_("next attempt"), null=True, editable=False)
    error = models.TextField(_("what went wrong"), blank=True, editable=False)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, editable=False)
    final_url = models.TextField(_("found at"), blank=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), null=True, editable=False)
    seconds = models.FloatField(_("seconds"), null=True, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, related_name="fetches",
        verbose_name=_("article"),
    )  # fmt: skip
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("snapshot")
    )

    words = words_of("url")

    class Meta:
        verbose_name = _("fetch")
        verbose_name_plural = _("fetches")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[state.value for state in State]),
                name="fetch_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_WITH_TEXT)
                | Q(article__isnull=False, snapshot__isnull=False),
                name="fetch_with_text_has_it",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_WITH_ERROR) | ~Q(error=""), name="fetch_failure_is_told"
            ),
            models.CheckConstraint(
                condition=Q(status=State.FAILED.value, next_try_at__isnull=False)
                | (~Q(status=State.FAILED.value) & Q(next_try_at__isnull=True)),
                name="fetch_next_try_if_failed",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "status_since"], name="fetch_waiting"),
            words_index("fetch_search"),
        ]
        triggers = [*guards.journaled("fetch", FETCH), guards.dated()]

    def __str__(self) -> str:
        return self.url

    @property
    def is_going_on(self) -> bool:
        """Whether an attempt will be made, or is being made, without anybody asking again."""
        return self.status in (State.WAITING, State.FAILED) or self.is_at_work

    @property
    def is_at_work(self) -> bool:
        fetching = self.status == State.FETCHING
        return fetching and timezone.now() - self.status_since < LOST_AFTER

    @property
    def can_be_asked_again(self) -> bool:
        return self.status in FETCH["ask_again"].sources and not self.is_at_work

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.text import straight
from reviews import rules
from reviews.models.review import ClaimReview


class Comment(Tracked):
    """What somebody at the desk says to the others about a review. Never published, never edited;
    its author may take it back, which leaves it in the record, marked.

    It has a journal of its own and is no part of the review: neither does it void an approval, nor
    make a page stale that a colleague has open.
    """

    review = models.ForeignKey(
        ClaimReview, on_delete=models.PROTECT, related_name="comments", verbose_name=_("review")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=_("author"),
    )
    text = models.TextField(
        _("comment"), help_text=_("For the desk alone. @name tells somebody about it.")
    )
    retracted_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    class Meta(Tracked.Meta):
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(text=""), name="comment_says_something"),
        ]
        triggers = [*guards.journaled("comment"), rules.said_once()]
        default_permissions = ("add", "view")  # type: ignore[assignment]

    def __str__(self) -> str:
        return straight(self.text if len(self.text) <= 80 else f"{self.text[:79]}…")


class Mention(models.Model):
    """That a comment names somebody who is to read it. Append-only."""

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions"
    )

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(fields=["person", "comment"], name="mention_once"),
        ]
        triggers = [*guards.append_only(), guards.part_of("reviews_comment", "comment_id")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.person} ← {self.comment}"

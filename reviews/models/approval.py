from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from reviews import rules
from reviews.models.review import ClaimReview


class Contribution(models.Model):
    """That a person edited a revision: its text, its evidence, or what it quotes. Append-only.

    It takes from that person the right to approve the revision.
    """

    review = models.ForeignKey(ClaimReview, on_delete=models.PROTECT, related_name="contributions")
    revision = models.PositiveIntegerField(_("revision"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="contributions"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "revision", "person"], name="contribution_once"
            ),
        ]
        triggers = guards.append_only()
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.person} → {self.review} r{self.revision}"


class Approval(models.Model):
    """A second person's yes to exactly one content, by its digest. Append-only.

    It holds while the review stays approved; any change of the content takes the review back.
    """

    review = models.ForeignKey(ClaimReview, on_delete=models.PROTECT, related_name="approvals")
    revision = models.PositiveIntegerField(_("revision"))
    version = models.PositiveIntegerField(
        _("version"), help_text=_("Of the review, that the approval made.")
    )
    digest = models.CharField(
        _("digest"), max_length=64, help_text=_("SHA-256 of the canonical content.")
    )
    content = models.JSONField(_("content"), help_text=_("What was approved, word for word."))
    gate = models.JSONField(_("checklist"), help_text=_("As it stood at the decision."))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="approvals",
        verbose_name=_("approved by"),
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "version"], name="approval_once"),
        ]
        triggers = [*guards.append_only(), rules.second_person()]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.review} r{self.revision}: {self.approved_by}"

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from claims.models import Source
from factcheck.history import guards
from reviews.models.review import ClaimReview
from reviews.workflow import State


class Evidence(models.Model):
    """What a source says about a claim: which way it points, its exact words, and where they are.

    It is changed while the review is being worked on, and at no other time.
    """

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("supports the claim")
        REFUTES = "refutes", _("refutes the claim")
        CONTEXT = "context", _("gives context")

    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(
        ClaimReview, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("review")
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="evidence", verbose_name=_("source")
    )
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    quote = models.TextField(_("quote"), blank=True, help_text=_("The source's exact words."))
    locator = models.CharField(
        _("where"), max_length=200, blank=True, help_text=_("Page, table, minute and second.")
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What it shows, for the public to read.")
    )

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stance__in=["supports", "refutes", "context"]),
                name="evidence_stance_is_known",
            ),
        ]
        triggers = [guards.part_of("reviews_claimreview", "review_id", State.IN_REVIEW)]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.source}"

"""What is kept of the tree, and the heads that were signed."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards


class TreeNode(models.Model):
    """The hash over 256, 65,536, … entries: so a proof reads a few hundred rows, however long the
    record is. Append-only, and a pure function of the feed: `verify_record` makes it anew."""

    level = models.PositiveSmallIntegerField(
        _("level"), help_text=_("It covers 2 to the power of this many entries: 8, 16, 24 …")
    )
    index = models.BigIntegerField(_("index"), help_text=_("Among those of its level, from 0."))
    hash = models.BinaryField(_("hash"), max_length=32)

    class Meta:
        verbose_name = _("node of the tree")
        verbose_name_plural = _("nodes of the tree")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="treenode_place"),
        ]
        triggers = guards.append_only()

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class SignedHead(models.Model):
    """A head as it was signed and shown. Append-only; the signature is not ours to forge, for the
    key is not here."""

    sequence = models.BigIntegerField(_("sequence"), help_text=_("How many entries it covers."))
    root = models.CharField(_("root"), max_length=64, help_text=_("Of the tree, hexadecimal."))
    key = models.TextField(_("public key"))
    note = models.TextField(_("signed note"))
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signed head")
        verbose_name_plural = _("signed heads")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(root__regex=r"^[0-9a-f]{64}$"), name="signedhead_root"
            ),
        ]
        indexes = [models.Index(fields=["sequence", "id"], name="signedhead_sequence")]
        triggers = guards.append_only()

    def __str__(self) -> str:
        return f"{self.sequence}: {self.root[:12]}…"

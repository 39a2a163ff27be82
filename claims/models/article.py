import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claims import rules
from factcheck.history import guards
from factcheck.history.models import Tracked
from factcheck.searching.expressions import words_index, words_of
from factcheck.text import straight

if TYPE_CHECKING:
    from claims.models.extraction import Extraction


class Article(Tracked):
    """Something that was published and is read for claims. Its text is in its snapshots."""

    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    published_on = models.DateField(
        _("published on"), null=True, blank=True, help_text=_("The article's own date, never ours.")
    )
    published_on_guessed = models.BooleanField(
        _("the date is guessed"), default=False, editable=False,
        help_text=_("It is not told to the public until somebody confirms it."),
    )  # fmt: skip

    words = words_of("title", "publisher", "url")

    class Meta(Tracked.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="article_url_once",
                violation_error_message=_("There is another article with this address."),
            ),
            models.CheckConstraint(
                condition=models.Q(published_on_guessed=False)
                | models.Q(published_on__isnull=False),
                name="article_guessed_date_is_there",
            ),
        ]
        indexes = [words_index("article_search")]
        triggers = guards.journaled("article")

    def __str__(self) -> str:
        return straight(self.title)

    @cached_property
    def last_extraction(self) -> "Extraction | None":
        """The last search for its claims, as it stood when this was first asked."""
        return self.extractions.select_related("asked_by").first()


class Snapshot(models.Model):
    """An article's text as it stood at one moment, never changed. Offsets count its code points."""

    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("article")
    )
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, help_text=_("Of the text, in UTF-8."))
    language = models.CharField(_("language"), max_length=20, help_text=_("BCP 47."))
    source_url = models.URLField(_("address"), max_length=2000, blank=True)
    raw = models.BinaryField(_("original"), help_text=_("The bytes that the text was read from."))
    media_type = models.CharField(_("type of the original"), max_length=100)
    metadata = models.JSONField(
        _("what is known of it"), default=dict, blank=True,
        help_text=_("Each with where it comes from: see claims.reading.metadata."),
    )  # fmt: skip
    taken_at = models.DateTimeField(_("taken"), auto_now_add=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("taken by"),
    )

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.expressions.RawSQL(
                    "sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')",
                    (),
                    output_field=models.BooleanField(),
                ),
                name="snapshot_sha256_is_of_text",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="snapshot_has_text"),
        ]
        indexes = [models.Index(fields=["sha256"], name="snapshot_sha256")]
        triggers = [*guards.append_only(), rules.another_text()]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.article} · {self.sha256[:8]}"

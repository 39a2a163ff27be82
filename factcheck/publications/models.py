"""The public record: every publication, their order in the change feed, and the current heads."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards
from factcheck.publications import rules
from factcheck.publications.document import CANONICAL_RATINGS, CORRECTED, PUBLISHED, WITHDRAWN
from factcheck.publications.search import guard
from factcheck.text import straight

#: Where an unknown date of the claim sorts: before every known one.
UNKNOWN_DATE = date(1, 1, 1)


class Kind(models.TextChoices):
    PUBLISHED = PUBLISHED, _("published")
    CORRECTED = CORRECTED, _("corrected")
    WITHDRAWN = WITHDRAWN, _("withdrawn")


def _person(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )


def _only_when(kind: str, field: str) -> Q:
    """The field is filled for this kind of publication, and empty for every other."""
    return (Q(kind=kind) & ~Q(**{field: ""})) | (~Q(kind=kind) & Q(**{field: ""}))


class Publication(models.Model):
    """One thing said to the world. Append-only; written by `record.py` alone."""

    verdict = models.UUIDField(_("verdict"), help_text=_("The verdict's public id."))
    claim_uid = models.UUIDField(_("claim"))
    language = models.CharField(_("language"), max_length=35)
    version = models.PositiveIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    body = models.BinaryField(
        _("document"), help_text=_("The document's bytes, exactly as served; its only copy.")
    )
    content_hash = models.CharField(
        _("content hash"), max_length=64, help_text=_("SHA-256 of the document's RFC 8785 form.")
    )
    previous_hash = models.CharField(_("previous hash"), max_length=64, blank=True)
    correction_note = models.TextField(_("correction note"), blank=True)
    withdrawal_reason = models.TextField(_("reason of the withdrawal"), blank=True)
    successor = models.UUIDField(
        _("successor"), null=True, blank=True, help_text=_("The verdict that replaces this one.")
    )
    approved_digest = models.CharField(
        _("approved digest"), max_length=64, help_text=_("What exactly was approved.")
    )
    authored_by = _person(_("author"))
    approved_by = _person(_("approved by"))
    published_by = _person(_("published by"))
    published_at = models.DateTimeField(_("published"))

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["verdict", "version"], name="publication_version"),
            models.CheckConstraint(
                condition=~Q(approved_by=F("authored_by")), name="publication_by_two_people"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="publication_kind"),
            models.CheckConstraint(
                condition=Q(version=1, kind=PUBLISHED, previous_hash="")
                | (Q(version__gt=1) & ~Q(kind=PUBLISHED) & ~Q(previous_hash="")),
                name="publication_first_or_sealed",
            ),
            models.CheckConstraint(
                condition=_only_when(CORRECTED, "correction_note"), name="publication_note"
            ),
            models.CheckConstraint(
                condition=_only_when(WITHDRAWN, "withdrawal_reason"), name="publication_reason"
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(kind=WITHDRAWN), name="publication_successor"
            ),
            models.CheckConstraint(
                condition=Q(content_hash__regex=r"^[0-9a-f]{64}$"), name="publication_hash"
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "-id"], name="publication_changed", condition=~Q(kind=PUBLISHED)
            ),
        ]
        triggers = [*guards.append_only(), rules.sealed_chain(), rules.numbered_at_commit()]

    def __str__(self) -> str:
        return f"{self.verdict} v{self.version}"


class Epoch(models.Model):
    """One life of this record. A restored backup begins a new one, so that old cursors are noticed.

    The token tells apart two epochs of one number, when the same backup is restored twice. It is
    made of all that the epoch says and the token before (`rules.py`), and stands in every signed
    head: so nobody can say later that it began for another reason, or at another time.
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    token = models.CharField(_("token"), max_length=32, unique=True, editable=False)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("epoch")
        verbose_name_plural = _("epochs")
        default_permissions = ("view",)
        triggers = [*guards.append_only(), rules.named_by_what_it_says()]

    def __str__(self) -> str:
        return f"{self.number}: {self.reason}"


class FeedEntry(models.Model):
    """A publication's place in the change feed: 1, 2, 3 … in the order of commits, no gap."""

    sequence = models.BigIntegerField(_("sequence"), primary_key=True)
    epoch = models.PositiveIntegerField(_("epoch"))
    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="feed_entry"
    )

    class Meta:
        verbose_name = _("feed entry")
        verbose_name_plural = _("feed entries")
        default_permissions = ("view",)
        triggers = [*guards.append_only(), rules.only_by_commit()]

    def __str__(self) -> str:
        return str(self.sequence)


class PublishedClaim(models.Model):
    """A verdict as it stands: its latest publication, ready to send, and the columns to find it by.

    A pure function of that publication (`heads.py`). A withdrawn verdict stays as a tombstone, with
    nothing left to be found by.
    """

    id = models.UUIDField(_("verdict"), primary_key=True, editable=False)
    claim_uid = models.UUIDField(_("claim"))
    language = models.CharField(_("language"), max_length=35)
    version = models.PositiveIntegerField(_("version"))
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, related_name="head")
    status = models.CharField(_("status"), max_length=9, choices=Kind)
    headline = models.TextField(_("headline"), blank=True)
    rating_scale = models.CharField(_("rating scale"), max_length=100, blank=True)
    rating_code = models.CharField(_("rating"), max_length=100, blank=True)
    rating_canonical = models.CharField(
        _("canonical rating"),
        max_length=20,
        blank=True,
        # In the catalogue by the desk's own words for them.
        choices=[(rating, _(rating.replace("_", " "))) for rating in CANONICAL_RATINGS],
    )
    topics = ArrayField(models.TextField(), default=list, verbose_name=_("topics"), blank=True)
    claimant = models.TextField(_("claimant"), blank=True)
    publishers = ArrayField(
        models.TextField(), default=list, verbose_name=_("publishers"), blank=True
    )
    urls = ArrayField(models.TextField(), default=list, verbose_name=_("article URLs"), blank=True)
    claimed_on = models.DateField(_("claimed on"), null=True, blank=True)
    first_published_at = models.DateTimeField(_("first published"))
    updated_at = models.DateTimeField(
        _("updated"), help_text=_("When its latest version was published, or it was withdrawn.")
    )
    content_hash = models.CharField(_("content hash"), max_length=64)
    body = models.BinaryField(_("document"))

    class Meta:
        verbose_name = _("published claim")
        verbose_name_plural = _("published claims")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["claim_uid", "language"],
                condition=~Q(status=WITHDRAWN),
                name="one_verdict_per_claim",
            ),
        ]
        # Each ends with the order of a list, so that a page is read from the index, not sorted.
        indexes = [
            models.Index(F("first_published_at").desc(), F("id").desc(), name="head_newest"),
            models.Index(
                F("language"), F("first_published_at").desc(), F("id").desc(), name="head_language"
            ),
            models.Index(
                "rating_canonical",
                "language",
                F("first_published_at").desc(),
                F("id").desc(),
                name="head_rating_language",
            ),
            models.Index(
                "rating_code", F("first_published_at").desc(), F("id").desc(), name="head_code"
            ),
            models.Index(
                "claimant", F("first_published_at").desc(), F("id").desc(), name="head_claimant"
            ),
            models.Index(
                Coalesce("claimed_on", Value(UNKNOWN_DATE)).desc(),
                F("id").desc(),
                name="head_claimed",
            ),
            models.Index(
                F("status"),
                F("first_published_at").desc(),
                F("id").desc(),
                name="head_status",
                condition=~Q(status=PUBLISHED),
            ),
            models.Index(fields=["updated_at"], name="head_updated"),
            # The sitemap reads thousands at once: from here alone, not from the wide rows.
            models.Index(
                fields=["publication"],
                include=["id", "updated_at"],
                name="head_sitemap",
                condition=~Q(status=WITHDRAWN),
            ),
            models.Index(fields=["first_published_at", "rating_canonical"], name="head_weeks"),
            models.Index(fields=["claim_uid"], name="head_claim"),
            GinIndex(fields=["topics"], name="head_topics"),
            GinIndex(fields=["publishers"], name="head_publishers"),
            GinIndex(fields=["urls"], name="head_urls"),
        ]
        triggers = rules.shows_the_record()

    def __str__(self) -> str:
        return straight(self.headline) or str(self.id)


class SearchEntry(models.Model):
    """What a verdict that stands is found by: narrow, so that many of them fit into memory.

    Written by `search/entries.py` alone, a pure function of the head's document.
    """

    verdict = models.OneToOneField(
        PublishedClaim,
        on_delete=models.PROTECT,
        primary_key=True,
        # Its migration has the constraint: a head and its entry go together.
        db_constraint=False,
        related_name="search_entry",
        verbose_name=_("verdict"),
    )
    number = models.BigIntegerField(
        _("number"), help_text=_("Of its latest publication: the newest are searched first.")
    )
    config = models.CharField(
        _("stemmed as"), max_length=20, help_text=_("PostgreSQL's text search configuration.")
    )
    facets = ArrayField(
        models.IntegerField(), verbose_name=_("facets"), help_text=_("See search/facets.py.")
    )
    vector = SearchVectorField(_("words"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = ("view",)
        # With `fastupdate` every search would also read the list of what is not yet sorted in.
        indexes = [GinIndex(fields=["facets", "vector"], name="search_words", fastupdate=False)]
        triggers = guard.stands_with_its_head()

    def __str__(self) -> str:
        return str(self.pk)


from factcheck.publications.matching.tables import (  # noqa: E402 - they lead to a head
    MatchCommonness,
    MatchItem,
    MatchPosting,
    MatchVector,
)
from factcheck.publications.sealing.tables import SignedHead, TreeNode  # noqa: E402 - as above

__all__ = [
    "UNKNOWN_DATE",
    "Epoch",
    "FeedEntry",
    "Kind",
    "MatchCommonness",
    "MatchItem",
    "MatchPosting",
    "MatchVector",
    "Publication",
    "PublishedClaim",
    "SearchEntry",
    "SignedHead",
    "TreeNode",
]

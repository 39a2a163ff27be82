"""Storing a batch of reviews: what is new, what says something else now, and what is as it was."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from factcheck.canonical import digest
from factcheck.elsewhere.actions import seen
from factcheck.elsewhere.actions.reports import Outcome, Report
from factcheck.elsewhere.columns import columns
from factcheck.elsewhere.matching import index
from factcheck.elsewhere.models import FeedImport, ImportedReview, ImportedVersion
from factcheck.elsewhere.reading.review import Review

if TYPE_CHECKING:
    from factcheck.elsewhere.actions.importing import Placed

#: Two imports at once take turns, batch by batch; any number will do.
_LOCK = 7_310_462_007


def store(batch: "Sequence[Placed]", feed: FeedImport, report: Report) -> None:
    """In the caller's transaction. Counts what became of each."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    storing = _Storing([placed.review for placed in batch], feed)
    for placed in batch:
        outcome = storing.take(placed)
        report.counts[outcome] += 1
        if outcome is not Outcome.DUPLICATE:
            report.notes.update({(note["field"], note["why"]) for note in placed.review.notes})
            report.ratings[storing.rating] += 1
    storing.write()


class _Storing:
    """A batch against what is stored."""

    def __init__(self, reviews: Sequence[Review], feed: FeedImport) -> None:
        self._feed, self._now = feed, timezone.now()
        self._said = {id(review): (_key(review), digest(review.document())) for review in reviews}
        keys = {key for key, _hash in self._said.values()}
        known = ImportedReview.objects.filter(key__in=keys)
        self._heads = {head.key: head for head in known}
        #: The number of each content that a review ever had.
        self._numbers: dict[str, dict[str, int]] = {key: {} for key in keys}
        versions = ImportedVersion.objects.filter(review__key__in=keys)
        for key, content, number in versions.values_list("review__key", "content_hash", "number"):
            self._numbers[key][content] = number
        self._first = seen.first_time(feed, [_sighting(*said) for said in self._said.values()])
        self._new: list[ImportedReview] = []
        self._changed: dict[str, ImportedReview] = {}
        self._versions: list[ImportedVersion] = []
        #: How the last one's rating was read.
        self.rating = ("", "")

    def take(self, placed: "Placed") -> Outcome:
        key, content = self._said[id(placed.review)]
        values = columns(placed.review)
        self.rating = (values["rating"], values["rating_because"])
        sighting = _sighting(key, content)
        if sighting not in self._first:
            return Outcome.DUPLICATE
        self._first.discard(sighting)
        head, numbers = self._heads.get(key), self._numbers[key]
        if content in numbers:
            if head and head.content_hash == content:
                self._show(head, values)  # where the desk reads it otherwise by now
            return Outcome.UNCHANGED
        numbers[content] = number = len(numbers) + 1
        outcome = self._outcome(head, values["stated_at"])
        if head is None:
            head = ImportedReview(key=key, first_seen=self._now)
            self._heads[key] = head
            self._new.append(head)
        if outcome in (Outcome.NEW, Outcome.UPDATED):
            self._show(head, values | {"version": number, "content_hash": content})
        head.last_seen, head.last_feed = self._now, self._feed
        self._versions.append(self._version(head, number, content, placed))
        return outcome

    def write(self) -> None:
        """As many statements as ever, however many items."""
        again = [head.pk for head in self._heads.values() if head.pk]
        ImportedReview.objects.bulk_create(self._new)
        if self._changed:
            ImportedReview.objects.bulk_update(self._changed.values(), _SHOWN)
        ImportedVersion.objects.bulk_create(self._versions)
        index.add(self._new)
        index.keep(self._changed.values())
        ImportedReview.objects.filter(pk__in=again).update(
            last_seen=self._now, last_feed=self._feed
        )

    def _outcome(self, head: ImportedReview | None, stated_at: datetime | None) -> Outcome:
        """What it is that says something new. Where dates do not tell, what a later feed says is
        later; within a feed the first is believed."""
        if head is None:
            return Outcome.NEW
        if stated_at and head.stated_at and stated_at != head.stated_at:
            return Outcome.UPDATED if stated_at > head.stated_at else Outcome.OLDER
        return Outcome.DUPLICATE if head.last_feed_id == self._feed.pk else Outcome.UPDATED

    def _show(self, head: ImportedReview, values: dict[str, Any]) -> None:
        if all(getattr(head, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(head, name, value)
        if head.pk:
            self._changed[head.key] = head

    def _version(
        self, head: ImportedReview, number: int, content: str, placed: "Placed"
    ) -> ImportedVersion:
        return ImportedVersion(
            review=head,
            number=number,
            content_hash=content,
            document=placed.review.document(),
            raw=placed.review.raw,
            notes=placed.review.notes,
            feed=self._feed,
            place=placed.place[:200],
            imported_at=self._now,
        )


_SHOWN = [
    "url", "publisher", "site", "claim", "headline", "language", "claimant", "claimant_type",
    "claimed_on", "reviewed_on", "stated_at", "rating_label", "rating", "rating_because", "version",
    "content_hash",
]  # fmt: skip


def _key(review: Review) -> str:
    return hashlib.sha256(review.key.encode()).hexdigest()


def _sighting(key: str, content: str) -> bytes:
    return hashlib.sha256(f"{key}{content}".encode()).digest()[:16]

"""Importing a feed: batch by batch, each wholly or not at all."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from factcheck.elsewhere.actions import seen, storing
from factcheck.elsewhere.actions.reports import Refusal, Report
from factcheck.elsewhere.models import FeedImport
from factcheck.elsewhere.reading import reader
from factcheck.elsewhere.reading.believing import Refused, believed
from factcheck.elsewhere.reading.notes import shown
from factcheck.elsewhere.reading.pieces import Unreadable
from factcheck.elsewhere.reading.review import Review

#: A batch has so many items, or so many characters of them, at most.
_ITEMS, _SIZE = 500, 8 * 1024 * 1024


class Placed(NamedTuple):
    place: str
    review: Review


def import_feed(
    chunks: Iterator[bytes],
    name: str,
    *,
    dry_run: bool = False,
    tell: Callable[[Refusal], None] = lambda refusal: None,
    progress: Callable[[Report], None] = lambda report: None,
) -> Report:
    """Store the reviews of a feed, whatever its form and length, and report on each item.

    What was there already is left as it is; what says something else is a new version. Every batch
    is a transaction: where the feed is cut, or the program killed, what came before is kept, and
    a second import goes on from there. `dry_run` does the same, and then undoes it.
    """
    report = Report(name, dry_run)
    with ExitStack() as whole:
        if dry_run:
            whole.enter_context(transaction.atomic())
        feed = FeedImport.objects.create(name=shown(name)[-300:], started_at=timezone.now())
        with seen.during(feed):
            _all(chunks, feed, report, tell, progress)
        _finish(feed, report)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _all(
    chunks: Iterator[bytes],
    feed: FeedImport,
    report: Report,
    tell: Callable[[Refusal], None],
    progress: Callable[[Report], None],
) -> None:
    found = _placed(chunks, report, tell)
    while batch := list(_batch(found)):
        with transaction.atomic():
            storing.store(batch, feed, report)
            _count(feed, report)
        progress(report)


def _batch(found: Iterator[Placed]) -> Iterator[Placed]:
    size = 0
    for placed in islice(found, _ITEMS):
        yield placed
        size += len(placed.review.raw)
        if size > _SIZE:
            return


def _placed(
    chunks: Iterator[bytes], report: Report, tell: Callable[[Refusal], None]
) -> Iterator[Placed]:
    """The reviews that are of use; the others are reported. Where the feed can be read no further,
    it ends, and the report says so."""
    today = timezone.localdate()

    def refuse(place: str, url: str, code: str, detail: str) -> None:
        refusal = Refusal(place or "$", shown(url), code, shown(detail))
        report.refuse(refusal)
        tell(refusal)

    try:
        for item in reader.read(chunks):
            if item.fault:
                refuse(item.place, "", item.fault, item.detail)
                continue
            try:
                yield Placed(item.place or "$", believed(item.node, today))
            except Refused as error:
                refuse(item.place, error.url, error.code, error.detail)
    except Unreadable as error:
        report.stopped, report.stopped_at = error.code, error.place
    except OSError as error:
        report.stopped, report.stopped_at = "failed", shown(error)


def _count(feed: FeedImport, report: Report) -> None:
    feed.counts = dict(report.counts)
    feed.refused_because = dict(report.refused_because)
    feed.refusals = [refusal._asdict() for refusal in report.refusals]
    feed.save(update_fields=["counts", "refused_because", "refusals"])


def _finish(feed: FeedImport, report: Report) -> None:
    _count(feed, report)
    feed.finished_at = timezone.now()
    feed.stopped, feed.stopped_at = report.stopped, report.stopped_at[:100]
    feed.save(update_fields=["finished_at", "stopped", "stopped_at"])

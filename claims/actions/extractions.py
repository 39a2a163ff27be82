"""The row of each search for claims: who asked, when it began, how it ended."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from claims.extraction import Found
from claims.models import Article, Extraction, Snapshot
from factcheck.errors import Conflict

#: The worker's job, in `claims/tasks.py`.
TASK = "claims.find_claims"
#: One that was begun so long ago will not end: whatever was at it is gone for good.
LOST_AFTER = timedelta(minutes=20)
#: Nor will one begin that has waited for so long: its job is gone.
WAITS_AT_MOST = timedelta(days=1)


def begin(article: Article, snapshot: Snapshot, *, actor: Any) -> Extraction:
    """Call it with the article locked. Raises Conflict while another one is under way."""
    running = article.extractions.select_related("asked_by").filter(ended_at=None).first()
    if running and is_under_way(running):
        raise Conflict(under_way(running))
    if running:
        _end(running, trouble="lost")
    return Extraction.objects.create(
        article=article,
        snapshot=snapshot,
        extractor=settings.FACTCHECK_EXTRACTOR,
        asked_by=actor,
        asked_at=timezone.now(),
    )


def is_under_way(extraction: Extraction) -> bool:
    if extraction.ended_at is not None:
        return False
    if extraction.started_at is None:
        return timezone.now() - extraction.asked_at < WAITS_AT_MOST
    return timezone.now() - extraction.started_at < LOST_AFTER


def under_way(extraction: Extraction) -> str:
    """Why another one cannot begin: by whom, and since when."""
    when = timezone.localtime(extraction.asked_at)
    return _("%(when)s: %(who)s asked for it. Its claims are being looked for already.") % {
        "who": extraction.asked_by or _("the system"),
        "when": date_format(when, "SHORT_DATETIME_FORMAT"),
    }


def leave_to_worker(extraction: Extraction) -> None:
    """One at a time, however many workers there are: a model that is slow holds up nothing else."""
    app.configure_task(TASK, lock=TASK).defer(extraction=extraction.pk)


def start(extraction: Extraction) -> None:
    """Raises Conflict when it ended meanwhile."""
    extraction.started_at = timezone.now()
    if not _open(extraction).update(started_at=extraction.started_at):
        raise ended_meanwhile()


def end(extraction: Extraction, found: Found, *, new: int) -> None:
    """Call it in the transaction that stores the claims."""
    _end(
        extraction, by=found.by, found=len(found), new=new, named=found.named,
        dropped=dict(found.dropped), trouble=found.trouble, detail=found.detail,
    )  # fmt: skip


def end_if_open(extraction: Extraction, *, trouble: str, detail: str) -> None:
    """It did not come to its end; unless another one ended it meanwhile."""
    _open(extraction).update(ended_at=timezone.now(), trouble=trouble, detail=detail[:500])


def check_open(extraction: Extraction) -> None:
    """Raises Conflict when another one ended it. Call it with the article locked."""
    if not _open(extraction).exists():
        raise ended_meanwhile()


def ended_meanwhile() -> Conflict:
    return Conflict(_("This search for claims was ended meanwhile. Nothing was stored."))


def _open(extraction: Extraction) -> QuerySet[Extraction]:
    return Extraction.objects.filter(pk=extraction.pk, ended_at=None)


def _end(extraction: Extraction, **values: Any) -> None:
    now = timezone.now()
    values |= {"ended_at": now, "started_at": extraction.started_at or extraction.asked_at}
    for name, value in values.items():
        setattr(extraction, name, value)
    extraction.save(update_fields=list(values))

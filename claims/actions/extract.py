"""Running the extractor over an article's newest text, and keeping what it finds."""

from contextlib import suppress
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from claims.actions import extractions
from claims.actions.said import Said
from claims.actions.suggest import Span, suggest
from claims.actions.unknown import unknown
from claims.extraction import Candidate, Found
from claims.models import Article, Claim, Extraction, Snapshot
from claims.workflow import TRIAGE
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, DeskError, Invalid
from factcheck.history import journal


class Extractor(Protocol):
    """One that may take longer than a page can wait says so by an attribute `slow`."""

    def __call__(
        self, text: str, *, language: str, published_on: date | None
    ) -> list[Candidate]: ...


def candidates(snapshot: Snapshot) -> Found:
    """What the extractor of the settings finds, best first. Nothing is stored."""
    article = snapshot.article
    found = _extractor()(
        snapshot.text,
        language=snapshot.language,
        published_on=None if article.published_on_guessed else article.published_on,
    )
    return found if isinstance(found, Found) else Found(found)


def extract_claims(article: Article, *, actor: Any) -> tuple[Found, list[Claim]]:
    """Suggest every candidate that is not on the desk yet; a second run finds nothing new.

    Returns all candidates, best first, and the claims that are new, when they are found. Raises
    Invalid when the article has no text, Conflict while its claims are being looked for.
    """
    require(actor, TRIAGE["suggest"].permission)
    with transaction.atomic():
        extraction = _begun(article, actor)
        if not _is_slow():
            return _kept(extraction, candidates(extraction.snapshot))
    return _carried_out(extraction)


def ask_for_claims(article: Article, *, actor: Any) -> Extraction:
    """As `extract_claims`, for a page: what may take minutes is left to the worker.

    Either all has been done, or it will be: the job is part of the same transaction.
    """
    require(actor, TRIAGE["suggest"].permission)
    with transaction.atomic():
        extraction = _begun(article, actor)
        if _is_slow():
            extractions.leave_to_worker(extraction)
        else:
            _kept(extraction, candidates(extraction.snapshot))
    return extraction


def carry_out(pk: int) -> None:
    """What the worker does. Done twice (the first worker was killed), it is done once."""
    rows = Extraction.objects.select_related("snapshot__article", "asked_by")
    extraction = rows.defer("snapshot__raw").get(pk=pk)
    if extraction.ended_at is not None:
        return
    # Who asked will read what went wrong.
    language = (extraction.asked_by and extraction.asked_by.language) or settings.LANGUAGE_CODE
    with translation.override(language), suppress(DeskError):  # it ended, and tells why
        _carried_out(extraction)


def _carried_out(extraction: Extraction) -> tuple[Found, list[Claim]]:
    """No transaction is open while the extractor is at work, and no row locked."""
    extractions.start(extraction)
    try:
        found = candidates(extraction.snapshot)
        with transaction.atomic():
            _check_still_wanted(extraction)
            return _kept(extraction, found)
    except DeskError as error:
        extractions.end_if_open(extraction, trouble="not_stored", detail=str(error))
        raise
    except BaseException as error:
        extractions.end_if_open(extraction, trouble="broken", detail=type(error).__name__)
        raise


def _begun(article: Article, actor: Any) -> Extraction:
    article = journal.lock(Article, article.pk)  # one extraction of an article at a time
    snapshot = article.snapshots.defer("raw").first()
    if snapshot is None:
        raise Invalid(article=_("This article has no text to read."))
    return extractions.begin(article, snapshot, actor=actor)


def _check_still_wanted(extraction: Extraction) -> None:
    """Meanwhile another may have ended it, or the article may have got another text."""
    article = journal.lock(Article, extraction.article_id)
    extractions.check_open(extraction)
    newest = article.snapshots.defer("raw", "text").first()
    if newest is None or newest.pk != extraction.snapshot_id:
        raise Conflict(
            _("The article got a newer text meanwhile. Nothing was stored: find its claims again.")
        )


def _kept(extraction: Extraction, found: Found) -> tuple[Found, list[Claim]]:
    new = unknown(extraction.snapshot, found)
    claims: list[Claim] = []
    by = attrgetter("by")
    for extractor, its in groupby(sorted(new, key=by), key=by):
        spans = [_span(candidate) for candidate in its]
        claims += suggest(
            extraction.snapshot, spans, actor=extraction.asked_by, extractor=extractor
        )
    extractions.end(extraction, found, new=len(claims))
    return found, claims


def _span(candidate: Candidate) -> Span:
    return Span(
        start=candidate.start,
        end=candidate.end,
        text=candidate.claim,
        said=Said.of(candidate),
        score=candidate.score,
        reasons=[
            {"code": reason.code, "label": reason.label, "weight": reason.weight}
            for reason in candidate.reasons
        ],
    )


def _extractor() -> Extractor:
    return import_string(settings.FACTCHECK_EXTRACTOR)


def _is_slow() -> bool:
    return getattr(_extractor(), "slow", False)

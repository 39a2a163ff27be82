"""Running the extractor over an article's newest text, and keeping what it finds."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from claims.actions.said import Said
from claims.actions.suggest import Span, suggest
from claims.extraction import Candidate
from claims.models import Appearance, Article, Claim, Snapshot
from claims.models.anchor import SURE
from claims.workflow import TRIAGE
from factcheck.accounts.permissions import require
from factcheck.errors import Invalid
from factcheck.history import journal

Extractor = Callable[..., list[Candidate]]


def candidates(snapshot: Snapshot) -> list[Candidate]:
    """What the extractor of the settings finds, best first. Nothing is stored."""
    extractor: Extractor = import_string(settings.FACTCHECK_EXTRACTOR)
    article = snapshot.article
    return extractor(
        snapshot.text,
        language=snapshot.language,
        published_on=None if article.published_on_guessed else article.published_on,
    )


def extract_claims(article: Article, *, actor: Any) -> tuple[list[Candidate], list[Claim]]:
    """Suggest every candidate that is not on the desk yet; a second run finds nothing new.

    Returns all candidates, best first, and the claims that are new. Raises Invalid when the
    article has no text.
    """
    require(actor, TRIAGE["suggest"].permission)
    with transaction.atomic():
        journal.lock(Article, article.pk)  # one extraction of an article at a time
        snapshot = article.snapshots.first()
        if snapshot is None:
            raise Invalid(article=_("This article has no text to read."))
        found = candidates(snapshot)
        new = _unknown(snapshot, found)
        claims = suggest(
            snapshot,
            [
                Span(
                    start=candidate.start,
                    end=candidate.end,
                    text=candidate.claim,
                    said=Said.of(candidate),
                    score=candidate.score,
                    reasons=[
                        {"code": r.code, "label": r.label, "weight": r.weight}
                        for r in candidate.reasons
                    ],
                )
                for candidate in new
            ],
            actor=actor,
            extractor=f"{found[0].extractor}-{found[0].version}" if found else "",
        )
    return found, claims


def _unknown(snapshot: Snapshot, found: list[Candidate]) -> list[Candidate]:
    """Those where no claim stands yet, and no passage that changed waits to be looked at."""
    known = set(Appearance.objects.filter(snapshot=snapshot).values_list("start", "end"))
    to_be_seen = bytearray(len(snapshot.text))
    for anchor in snapshot.anchors.only("kind", "start", "end", "waiting_since"):
        if anchor.span is None:
            continue
        if anchor.kind in SURE:
            known.add(anchor.span)
        else:
            start, end = anchor.span
            to_be_seen[start:end] = b"\1" * (end - start)
    return [
        candidate
        for candidate in found
        if (candidate.start, candidate.end) not in known
        and not any(to_be_seen[candidate.start : candidate.end])
    ]

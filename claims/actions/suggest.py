"""Putting a claim on the desk: by the extractor, a person who selects a passage, a partner."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions import anchors
from claims.actions.said import Said
from claims.actions.spans import exact_words, span_of, words_at
from claims.matching import index
from claims.models import Appearance, Article, Claim, Snapshot
from claims.workflow import TRIAGE, State
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a snapshot, in code points, what is claimed there, and who says it."""

    start: int
    end: int
    text: str = ""  # the claim, where it is worded otherwise than the passage
    said: Said | None = None  # None where nobody read who said it
    score: float | None = None
    reasons: list[dict[str, Any]] = field(default_factory=list)


def suggest(
    snapshot: Snapshot, spans: Iterable[Span], *, actor: Any, extractor: str = ""
) -> list[Claim]:
    """A suggested claim for each span. Raises Invalid for a span outside the text, storing none."""
    require(actor, TRIAGE["suggest"].permission)
    pairs = []
    for span in spans:
        exact = exact_words(snapshot, span.start, span.end)
        claim = Claim(
            text=span.text.strip() or " ".join(exact.split()),
            language=snapshot.language,
            status=State.SUGGESTED,
            score=span.score,
            reasons=span.reasons,
            extractor=extractor,
        )
        pairs.append((claim, _appearance(claim, snapshot, span, exact)))
    with transaction.atomic():
        journal.lock(Article, snapshot.article_id)  # nobody brings another text meanwhile
        claims = journal.create(
            [claim for claim, _place in pairs],
            TRIAGE.event("suggest"),
            actor=actor,
            state=State.SUGGESTED,
            data={"snapshot": str(snapshot.uid), "extractor": extractor},
        )
        made = Appearance.objects.bulk_create(place for _claim, place in pairs)
        _follow(made, snapshot)
        index.add(claims)
    return claims


def suggest_passage(article: Article, passage: str, *, actor: Any, text: str = "") -> Claim:
    """A suggested claim at a passage of the article's newest text, given by its words.

    `text` words the claim where the passage does not stand by itself. Blanks of any kind may
    differ, and soft hyphens that a browser copies along. Raises Invalid when the passage is not in
    the text, or is there twice.
    """
    snapshot = article.snapshots.first()
    if snapshot is None:
        raise Invalid(passage=_("This article has no text to read."))
    start, end = span_of(snapshot.text, passage)
    return suggest(snapshot, [Span(start, end, text=text.strip())], actor=actor)[0]


def suggest_selection(
    article: Article, snapshot_id: int, start: int, end: int, words: str, *, actor: Any
) -> Claim:
    """A suggested claim at the span that a person selected in a page that shows this snapshot.

    `words` are what they saw there: they prove that the page counted as we do. Raises Invalid when
    the text has other words at this place, Conflict when the article has a newer text by now.
    """
    require(actor, TRIAGE["suggest"].permission)
    snapshot = article.snapshots.defer("raw").first()
    if snapshot is None or snapshot.pk != snapshot_id:
        raise Conflict(
            _("The article has a newer text by now: reload the page, and select the passage there.")
        )
    words_at(snapshot, start, end, words)
    return suggest(snapshot, [Span(start, end)], actor=actor)[0]


def _follow(made: list[Appearance], snapshot: Snapshot) -> None:
    """On to the article's newest text, where a claim is suggested at an earlier one."""
    later = Snapshot.objects.filter(article=snapshot.article_id, pk__gt=snapshot.pk)
    newest = later.defer("raw").first()
    if newest is not None:
        new = Appearance.objects.filter(pk__in=[appearance.pk for appearance in made])
        anchors.keep(anchors.find(new, newest.text), newest)


def _appearance(claim: Claim, snapshot: Snapshot, span: Span, exact: str) -> Appearance:
    context, start, end = Appearance.CONTEXT, span.start, span.end
    return Appearance(
        claim=claim,
        snapshot=snapshot,
        start=start,
        end=end,
        exact=exact,
        prefix=snapshot.text[max(0, start - context) : start],
        suffix=snapshot.text[end : end + context],
        **(span.said.columns(snapshot) if span.said else {}),
    )

"""Putting a claim on the desk: by the extractor, a person who selects a passage, a partner."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.matching import index
from claims.models import Appearance, Article, Claim, Snapshot
from claims.workflow import TRIAGE, State
from factcheck import text as texts
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal


@dataclass(frozen=True, slots=True)
class Span:
    """A passage of a snapshot, in code points, and what is claimed there."""

    start: int
    end: int
    text: str = ""  # the claim, where it is worded otherwise than the passage
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
        pairs.append((claim, span, exact))
    with transaction.atomic():
        claims = journal.create(
            [claim for claim, *_rest in pairs],
            TRIAGE.event("suggest"),
            actor=actor,
            state=State.SUGGESTED,
            data={"snapshot": str(snapshot.uid), "extractor": extractor},
        )
        Appearance.objects.bulk_create(
            _appearance(claim, snapshot, span.start, span.end, exact)
            for claim, span, exact in pairs
        )
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
    start, end = _find(snapshot.text, passage)
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
    if exact_words(snapshot, start, end).split() != _words(words):
        raise Invalid(
            passage=_(
                "The text has other words at this place than the ones you selected. Nothing was"
                " stored: select the passage again, or copy its words into “Suggest a claim”."
            )
        )
    return suggest(snapshot, [Span(start, end)], actor=actor)[0]


def _find(text: str, passage: str) -> tuple[int, int]:
    words = _words(passage)
    if not words:
        raise Invalid(passage=_("Copy the words of the article that make the claim."))
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
    if not found:
        raise Invalid(
            passage=_("These words are not in the article's text: copy them from it exactly.")
        )
    if len(found) > 1:
        raise Invalid(
            passage=_("These words are in the text %(count)s times: copy more of the sentence.")
            % {"count": len(found)}
        )
    return found[0].span()


def _words(passage: str) -> list[str]:
    """As the text has them. Raises Invalid, as for a text, for what is none."""
    try:
        return texts.words_of(passage)
    except Invalid as error:
        raise Invalid(passage=str(error)) from None


def exact_words(snapshot: Snapshot, start: int, end: int) -> str:
    """The words of a span. Raises Invalid when it is not inside the text, or blank."""
    length = len(snapshot.text)
    if not 0 <= start < end <= length:
        raise Invalid(
            span=_(
                "The passage from %(start)s to %(end)s is not in the text, which has %(length)s"
                " characters: 0 ≤ start < end ≤ %(length)s."
            )
            % {"start": start, "end": end, "length": length}
        )
    exact = snapshot.text[start:end]
    if not exact.strip():
        raise Invalid(span=_("The passage has no words: select the sentence that is claimed."))
    return exact


def _appearance(claim: Claim, snapshot: Snapshot, start: int, end: int, exact: str) -> Appearance:
    context = Appearance.CONTEXT
    return Appearance(
        claim=claim,
        snapshot=snapshot,
        start=start,
        end=end,
        exact=exact,
        prefix=snapshot.text[max(0, start - context) : start],
        suffix=snapshot.text[end : end + context],
    )

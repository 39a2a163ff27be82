"""Settling what became of a claim's passage in a later text of its article.

Neither verb touches the appearance: what was said, and what was approved, stays as it was read.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.spans import span_of, words_at
from claims.actions.triage import locked
from claims.anchoring import Kind
from claims.models import Anchor, Article, Claim, Snapshot
from claims.models.anchor import PLACED, SURE
from claims.workflow import TRIAGE
from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal


def acknowledge(pk: int, *, actor: Any, anchor: int, seen: int | None = None) -> Claim:
    """Somebody has looked: the article no longer says it. The claim stays with the earlier text.

    Also takes back that a person placed it. Raises Conflict when nothing is left to look at.
    """
    with transaction.atomic():
        claim, row = _settling("acknowledge", pk, anchor, actor, seen)
        if row.waiting_since is None and row.kind != PLACED:
            raise Conflict(_("This passage is settled already. Reload the page to see how."))
        journal.change(
            claim, TRIAGE.event("acknowledge"), actor=actor, data={"was": _told(row)},
        )  # fmt: skip
        if row.kind == PLACED:
            row.kind, row.start, row.end, row.exact = Kind.ORPHANED, None, None, ""
        row.waiting_since = None
        row.save()
    return claim


def place(
    pk: int, *, actor: Any, anchor: int, start: int, end: int, words: str, seen: int | None = None
) -> Claim:
    """This is the passage now: a span of the article's newest text, as a person sees it.

    `words` are what they saw there: they prove that the page counted as we do. Raises Invalid when
    the text has other words at this place.
    """
    with transaction.atomic():
        claim, row = _settling("place", pk, anchor, actor, seen)
        exact = words_at(row.snapshot, start, end, words)
        _place(claim, row, start, end, exact, actor)
    return claim


def place_by_words(
    pk: int, *, actor: Any, anchor: int, passage: str, seen: int | None = None
) -> Claim:
    """The same, by the words alone. Raises Invalid when they are not in the text, or twice."""
    with transaction.atomic():
        claim, row = _settling("place", pk, anchor, actor, seen)
        start, end = span_of(row.snapshot.text, passage)
        _place(claim, row, start, end, row.snapshot.text[start:end], actor)
    return claim


def _settling(
    verb: str, pk: int, anchor: int, actor: Any, seen: int | None
) -> tuple[Claim, Anchor]:
    """The claim and the anchor, locked: nobody brings a newer text meanwhile."""
    require(actor, TRIAGE[verb].permission, system=False)  # before anything is locked
    article = Article.objects.filter(snapshots__anchors=anchor).first()
    if article is not None:
        journal.lock(Article, article.pk)
    claim = locked(verb, pk, actor, seen)
    rows = Anchor.objects.filter(appearance__claim=claim).select_related("snapshot")
    row = rows.defer("snapshot__raw").filter(pk=anchor).first()
    if row is None:
        raise Invalid(anchor=_("This is no passage of the claim."))
    if row.snapshot != Snapshot.objects.filter(article=article).only("pk").first():
        raise Conflict(_("The article has a newer text by now: reload the page, and look at it."))
    return claim, row


def _place(claim: Claim, row: Anchor, start: int, end: int, exact: str, actor: Any) -> None:
    if row.kind in SURE and row.kind != PLACED:
        raise Conflict(_("This passage stands in the text word for word: nothing is to be placed."))
    was = _told(row)
    row.kind, row.start, row.end, row.exact = PLACED, start, end, exact
    row.waiting_since = None
    data = {"was": was, "now": _told(row)}
    journal.change(claim, TRIAGE.event("place"), actor=actor, data=data)
    row.save()


def _told(row: Anchor) -> dict[str, Any]:
    return {
        "appearance": row.appearance_id,
        "snapshot": str(row.snapshot.uid),
        "kind": row.kind,
        "start": row.start,
        "end": row.end,
    }

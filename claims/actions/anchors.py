"""What becomes of an article's claims when it has another text: each passage is found again, or the
desk is told. The appearances themselves never move."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.anchoring import FOUND, Found, Kind, find_again
from claims.models import Anchor, Appearance, Snapshot
from claims.models.anchor import PLACED, SURE
from claims.workflow import LIVE

#: How many of the live claims' passages are of each kind.
Counts = Mapping[str, int]


class Finding(NamedTuple):
    """What became of one appearance; `waiting_since` is None where nobody has to look."""

    appearance: int
    is_live: bool
    kind: str
    start: int | None
    end: int | None
    exact: str
    waiting_since: datetime | None


def find(appearances: QuerySet[Appearance], text: str) -> list[Finding]:
    """Where each stands in the article's new text: looked for from the last text in which its place
    is sure. What a person has seen already, in the same words, is not told again."""
    rows = list(
        appearances.order_by("pk").values_list(
            "pk", "snapshot", "start", "end", "exact", "claim__status"
        )
    )
    anchors = Anchor.objects.filter(appearance__in=appearances)
    sure = _latest(anchors.filter(kind__in=SURE))
    last = _latest(anchors)
    bases = {pk: (snapshot, start, end) for pk, snapshot, start, end, _exact, _status in rows}
    bases |= {pk: (one.snapshot_id, *one.span) for pk, one in sure.items() if one.span}
    found = _find_all(bases, text)
    now = timezone.now()
    return [
        _finding(pk, status in LIVE, exact, found[pk], text, sure.get(pk), last.get(pk), now)
        for pk, _snapshot, _start, _end, exact, status in rows
    ]


def keep(findings: Iterable[Finding], snapshot: Snapshot) -> None:
    """Store what was found in the text, and close what the text before had left open. Call it in
    the transaction of an event of the article, or of the claims."""
    findings = list(findings)
    open_ones = Anchor.objects.filter(appearance__in=[one.appearance for one in findings])
    open_ones.filter(waiting_since__isnull=False).update(waiting_since=None)
    Anchor.objects.bulk_create(
        Anchor(
            appearance_id=one.appearance, snapshot=snapshot, kind=one.kind, start=one.start,
            end=one.end, exact=one.exact, waiting_since=one.waiting_since,
        )
        for one in findings
    )  # fmt: skip


def counted(findings: Iterable[Finding]) -> Counts:
    """For the journal: of the claims that nobody has dismissed."""
    return Counter(one.kind for one in findings if one.is_live)


def counts(snapshot: Snapshot) -> Counts:
    """The same, of what was stored."""
    live = Anchor.objects.filter(snapshot=snapshot, appearance__claim__status__in=LIVE)
    return Counter(live.values_list("kind", flat=True))


def told(counts: Counts) -> str:
    """A sentence for whoever brought the text; "" where there was no claim in the one before."""
    if not counts:
        return ""
    sure = sum(counts.get(kind, 0) for kind in SURE)
    return _("Claims found again in it: %(found)s. Changed, or no longer in it: %(other)s.") % {
        "found": sure,
        "other": sum(counts.values()) - sure,
    }


def _latest(anchors: QuerySet[Anchor]) -> dict[int, Anchor]:
    """Of each appearance, the one in the newest text."""
    newest = anchors.order_by("appearance_id", "-snapshot_id").distinct("appearance_id")
    return {anchor.appearance_id: anchor for anchor in newest}


def _find_all(bases: Mapping[int, tuple[int, int, int]], text: str) -> dict[int, Found]:
    """By texts: two of them are compared once, however many passages there are."""
    passages: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for pk, (snapshot, start, end) in bases.items():
        passages[snapshot][pk] = (start, end)
    found: dict[int, Found] = {}
    for snapshot, spans in passages.items():
        old = Snapshot.objects.values_list("text", flat=True).get(pk=snapshot)
        found |= zip(spans, find_again(old, text, spans.values()), strict=True)
    return found


def _finding(
    pk: int, is_live: bool, exact: str, found: Found, text: str, sure: Anchor | None,
    last: Anchor | None, now: datetime,
) -> Finding:  # fmt: skip
    words = "" if found.start is None else text[found.start : found.end]
    if found.kind in FOUND:
        kind = _sure_kind(exact, words, sure)
        return Finding(pk, is_live, kind, found.start, found.end, words, None)
    since: datetime | None = now
    if last and (last.kind, last.exact) == (found.kind, words):
        since = last.waiting_since
    return Finding(pk, is_live, found.kind, found.start, found.end, words, since)


def _sure_kind(exact: str, words: str, sure: Anchor | None) -> str:
    """Held against the appearance itself, from whichever text it was found."""
    if sure and sure.kind == PLACED:
        return PLACED
    return Kind.EXACT if words == exact else Kind.QUOTE

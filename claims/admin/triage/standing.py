"""Where the claims of an article stand in one of its texts."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import DateTimeField, Value

from claims.models import Anchor, Appearance, Snapshot
from claims.models.anchor import is_shown
from claims.workflow import LIVE


class Standing(NamedTuple):
    """An appearance in the text, or what became of one of an earlier text."""

    start: int | None
    end: int | None
    claim: int
    status: str
    score: float | None
    text: str
    kind: str
    waiting_since: datetime | None

    @property
    def stands(self) -> bool:
        shown = not self.kind or is_shown(self.kind, self.waiting_since)
        return shown and self.start is not None

    @property
    def waits(self) -> bool:
        return self.waiting_since is not None and self.status in LIVE


def standings(snapshot: Snapshot) -> list[Standing]:
    """In the order of the text; those that stand nowhere at the end. One query for both kinds."""
    claim = ("status", "score", "text")
    own = Appearance.objects.filter(snapshot=snapshot).values_list(
        "start", "end", "claim", *(f"claim__{name}" for name in claim),
        Value(""), Value(None, DateTimeField()),
    )  # fmt: skip
    later = Anchor.objects.filter(snapshot=snapshot).values_list(
        "start", "end", "appearance__claim", *(f"appearance__claim__{name}" for name in claim),
        "kind", "waiting_since",
    )  # fmt: skip
    rows = [Standing(*row) for row in own.order_by().union(later.order_by(), all=True)]
    return sorted(rows, key=_in_text)


def _in_text(row: Standing) -> tuple[bool, int, int, int]:
    return not row.stands, row.start or 0, -(row.end or 0), row.claim

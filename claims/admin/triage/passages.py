"""What became of a claim's passages of earlier texts, for its card."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from claims.admin.became import MEANINGS, meaning_of, pieces_of
from claims.models import Anchor, Appearance, Claim, Snapshot
from claims.models.anchor import PLACED
from factcheck.redline import Piece


class Passage(NamedTuple):
    """A passage of an earlier text, and what became of it in this one. `may_settle` tells that the
    person may say so."""

    anchor: Anchor
    may_settle: bool

    @property
    def meaning(self) -> Any:
        return meaning_of(self.anchor)

    @property
    def pieces(self) -> list[Piece]:
        return pieces_of(self.anchor)

    @property
    def waits(self) -> bool:
        return self.anchor.waiting_since is not None

    @property
    def is_placed(self) -> bool:
        return self.anchor.kind == PLACED

    @property
    def read_at(self) -> datetime:
        """When the text was taken that says it."""
        return self.anchor.appearance.snapshot.taken_at


def anchors_of(claim: Claim, snapshot: Snapshot) -> list[Anchor]:
    """Of all its appearances in earlier texts of the article."""
    found = Anchor.objects.filter(appearance__claim=claim, snapshot=snapshot)
    earlier = "appearance__snapshot"
    return list(
        found.select_related(earlier).defer(f"{earlier}__raw", f"{earlier}__text").order_by("pk")
    )


def moved(place: Appearance, anchor: Anchor) -> Appearance:
    """A passage at its place in this text, as an appearance of it; who says it is told by the text
    that it was read in. Nothing of it is stored."""
    start, end = anchor.span or (0, 0)
    here = Appearance(
        start=start, end=end, exact=anchor.exact, speaker=place.speaker, cue=place.cue,
        speech=place.speech, said_on=place.said_on, said_precision=place.said_precision,
    )  # fmt: skip
    here.namesakes = place.namesakes  # type: ignore[attr-defined]
    return here


def passages(anchors: Iterable[Anchor], *, may_settle: bool) -> list[Passage]:
    """Those that are not there word for word."""
    return [Passage(anchor, may_settle) for anchor in anchors if anchor.kind in MEANINGS]

"""What became of the passages of a claim in the newest texts of their articles, for its pages."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from claims.anchoring import Kind
from claims.models import Anchor, Appearance
from claims.models.anchor import PLACED
from factcheck import redline

#: What each kind means to whoever reads the claim.
MEANINGS = {
    Kind.CHANGED: _("The article says this otherwise now."),
    Kind.UNSURE: _("The article has these words at several places, or where others stood."),
    Kind.ORPHANED: _("The article no longer says this."),
    PLACED: _("Somebody has made sure where the article says this now."),
}
_OTHER_SENTENCE = _("The same words, but the rest of their sentence is another now: read it there.")


class Became(NamedTuple):
    """A passage that its article no longer has as it was. `since` is when the first text was taken
    that has not; `pieces` tells its words and those of now as one."""

    anchor: Anchor
    meaning: Any
    pieces: list[redline.Piece]
    since: datetime

    @property
    def waits(self) -> bool:
        return self.anchor.waiting_since is not None


def became(places: Iterable[Appearance]) -> dict[int, Became]:
    """By appearance; those that still stand there are left out. One query."""
    anchors = Anchor.objects.filter(appearance__in=list(places)).select_related(
        "appearance", "snapshot"
    )
    history: dict[int, list[Anchor]] = {}
    for anchor in anchors.defer("snapshot__text", "snapshot__raw").order_by("snapshot_id"):
        otherwise = history.setdefault(anchor.appearance_id, [])
        if is_otherwise(anchor):
            otherwise.append(anchor)
        else:
            otherwise.clear()
    return {pk: _became(otherwise) for pk, otherwise in history.items() if otherwise}


def is_otherwise(anchor: Anchor) -> bool:
    """Whether the article no longer has the passage as it was read."""
    moved = anchor.kind == PLACED and anchor.exact == anchor.appearance.exact
    return anchor.kind in MEANINGS and not moved


def meaning_of(anchor: Anchor) -> Any:
    """For people; what a part of a sentence says hangs on the rest of it."""
    if anchor.kind == Kind.CHANGED and anchor.exact == anchor.appearance.exact:
        return _OTHER_SENTENCE
    return MEANINGS[anchor.kind]


def pieces_of(anchor: Anchor) -> list[redline.Piece]:
    """Its words of then and of now; of what is gone, those of then."""
    if anchor.start is None:
        return [redline.Piece(redline.SAME, anchor.appearance.exact)]
    return redline.words(anchor.appearance.exact, anchor.exact)


def _became(otherwise: list[Anchor]) -> Became:
    first, newest = otherwise[0], otherwise[-1]
    return Became(newest, meaning_of(newest), pieces_of(newest), first.snapshot.taken_at)

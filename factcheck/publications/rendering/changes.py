"""What changed between two contents, with its labels for people: at the desk and in public."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from factcheck.publications import comparing
from factcheck.publications.comparing import Change
from factcheck.redline import Piece

_LABELS: dict[str, Any] = {
    "claim": gettext_lazy("The claim"),
    "claimant": gettext_lazy("Claimant"),
    "claimed_on": gettext_lazy("Claimed on"),
    "rating": gettext_lazy("Rating"),
    "headline": gettext_lazy("Headline"),
    "summary": gettext_lazy("Summary"),
    "topics": gettext_lazy("Topics"),
    "review_by": gettext_lazy("Look again by"),
    "correction_note": gettext_lazy("Correction note"),
    "appearance": gettext_lazy("Appearance"),
    "evidence": pgettext_lazy("one piece of it", "Evidence"),
    "stance": gettext_lazy("stance"),
    "quote": gettext_lazy("quote"),
    "locator": gettext_lazy("where"),
    "note": gettext_lazy("note"),
    "source": gettext_lazy("source"),
    "exact": gettext_lazy("exact words"),
}


class Shown(NamedTuple):
    """A change, with its label for people."""

    label: str
    pieces: list[Piece]


def between(old: dict[str, Any], new: dict[str, Any]) -> list[Shown]:
    """What differs, in the order in which the public reads it."""
    return [Shown(_label(change), change.pieces) for change in comparing.changes(old, new)]


def _label(change: Change) -> str:
    label = str(_LABELS[change.part])
    if change.number:
        label = f"{label} {change.number}"
    if not change.field:
        return label
    return _("%(what)s: %(part)s") % {"what": label, "part": _LABELS[change.field]}

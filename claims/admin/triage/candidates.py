"""The claims of a text in order: which are shown, how far the work is, and what comes next."""

from collections import Counter
from typing import Any, NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claims.admin.triage.choice import ALL, UNSETTLED, WORTH, Choice
from claims.admin.triage.standing import standings
from claims.models import Snapshot
from claims.models.anchor import LABELS as KINDS
from claims.models.anchor import SURE
from claims.workflow import LABELS, State

#: What tells a state besides its colour.
SIGNS = {
    State.SUGGESTED: "?",
    State.ACCEPTED: "✓",
    State.DISMISSED: "✗",
    State.DUPLICATE: "=",
}
#: Beside its state: what became of its passage has to be looked at.
LOOK = "≠"


class Candidate(NamedTuple):
    """A claim of the text. `number` counts them as they begin in it, from 1; then come those of
    earlier texts that stand nowhere in this one. `waits` tells that somebody has to look at what
    became of its passage."""

    pk: int
    number: int
    status: str
    score: float | None
    text: str
    is_gone: bool
    waits: bool

    @property
    def label(self) -> Any:
        return LABELS[State(self.status)]

    @property
    def is_decided(self) -> bool:
        return self.status != State.SUGGESTED and not self.waits

    @property
    def sign(self) -> str:
        return SIGNS[State(self.status)]


class Place(NamedTuple):
    """Where a candidate stands, in code points; `first` of its places, if it has several. `kind`
    is how it was found again there, if it is of an earlier text."""

    start: int
    end: int
    candidate: Candidate
    first: bool
    kind: str

    @property
    def waits(self) -> bool:
        """Whether somebody has to look whether this is the passage."""
        return bool(self.kind) and self.kind not in SURE

    @property
    def sign(self) -> str:
        return self.candidate.sign + (LOOK if self.waits else "")

    @property
    def label(self) -> str:
        """For those who see no signs."""
        told = [str(self.candidate.number), str(self.candidate.label)]
        return ", ".join([*told, str(KINDS[self.kind])] if self.waits else told)


class Candidates:
    """A text's claims, as they are shown; none without a text, or for those who may not see."""

    def __init__(self, snapshot: Snapshot | None, choice: Choice) -> None:
        self._choice = choice
        self.places: list[Place] = []
        self.all: dict[int, Candidate] = {}
        rows = standings(snapshot) if snapshot else []
        standing = {row.claim for row in rows if row.stands}
        waiting = {row.claim for row in rows if row.waits}
        spans = set()
        for row in rows:
            pk, first = row.claim, row.claim not in self.all
            if first:
                self.all[pk] = Candidate(
                    pk, len(self.all) + 1, row.status, row.score, row.text,
                    is_gone=pk not in standing, waits=pk in waiting,
                )  # fmt: skip
            if row.start is None or row.end is None or not row.stands:
                continue
            if (pk, row.start, row.end) not in spans:
                spans.add((pk, row.start, row.end))
                self.places.append(Place(row.start, row.end, self.all[pk], first, row.kind))

    @property
    def gone(self) -> list[Candidate]:
        """Those that stand nowhere in the text."""
        return [each for each in self.all.values() if each.is_gone]

    @property
    def has_otherwise(self) -> bool:
        """Whether some stand in the text otherwise than they were read."""
        return any(place.waits for place in self.places)

    @cached_property
    def shown(self) -> list[Candidate]:
        """Those that the filter lets through, in the order that is wanted."""
        show = self._choice.show
        found = [
            each
            for each in self.all.values()
            if show in (ALL, each.status) or (show == UNSETTLED and each.waits)
        ]
        if self._choice.order == WORTH:
            found.sort(key=lambda each: -(each.score or 0))
        return found

    @cached_property
    def chosen(self) -> Candidate | None:
        """The one that the address names; else the first that waits, else the first."""
        named = self.all.get(self._choice.claim or 0)
        return (
            named
            or next((each for each in self.shown if not each.is_decided), None)
            or next(iter(self.shown), None)
        )

    def beside(self, candidate: Candidate, step: int) -> Candidate | None:
        """The next one (step 1) or the one before (-1) in the list; None at its end."""
        before, after = self._around(candidate)
        return next(iter(after if step > 0 else reversed(before)), None)

    def next_waiting(self, candidate: Candidate) -> Candidate | None:
        """The next one to decide about, from the beginning again after the last."""
        before, after = self._around(candidate)
        return _first_undecided([*after, *before])

    @property
    def decided(self) -> int:
        return sum(each.is_decided for each in self.all.values())

    def counts(self) -> list[tuple[str, Any, int]]:
        """How many there are in each state that any is in, and to be looked at."""
        found = Counter(each.status for each in self.all.values())
        unsettled = sum(each.waits for each in self.all.values())
        more = [(UNSETTLED, _("changed or gone"), unsettled)] if unsettled else []
        return [*((s, LABELS[s], found[s]) for s in State if found[s]), *more]

    def _around(self, candidate: Candidate) -> tuple[list[Candidate], list[Candidate]]:
        """Those before and after it; where the filter hides it, as they stand in the text."""
        shown = self.shown
        if candidate in shown:
            at = shown.index(candidate)
            return shown[:at], shown[at + 1 :]
        before = [each for each in shown if each.number < candidate.number]
        return before, [each for each in shown if each.number > candidate.number]


def _first_undecided(candidates: list[Candidate]) -> Candidate | None:
    return next((each for each in candidates if not each.is_decided), None)

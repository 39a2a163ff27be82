"""The claims of a text in order: which are shown, how far the work is, and what comes next."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from claims.models import Appearance, Snapshot
from claims.workflow import LABELS, State

#: What tells a state besides its colour.
SIGNS = {
    State.SUGGESTED: "?",
    State.ACCEPTED: "✓",
    State.DISMISSED: "✗",
    State.DUPLICATE: "=",
}
ALL = "all"
TEXT, WORTH = "text", "worth"
ORDERS = {TEXT: _("as in the text"), WORTH: _("most worth checking first")}


class Candidate(NamedTuple):
    """A claim of the text. `number` counts them as they begin in it, from 1."""

    pk: int
    number: int
    status: str
    score: float | None

    @property
    def label(self) -> Any:
        return LABELS[State(self.status)]

    @property
    def sign(self) -> str:
        return SIGNS[State(self.status)]


class Place(NamedTuple):
    """Where a candidate stands, in code points; `first` of its places, if it has several."""

    start: int
    end: int
    candidate: Candidate
    first: bool


class Choice(NamedTuple):
    """What a page's address says: the chosen claim, which are shown, and in which order."""

    claim: int | None = None
    show: str = ALL
    order: str = TEXT

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Choice":
        """From an address; what makes no sense in it is as if it were not there."""
        claim, show, order = (str(given.get(name, "")) for name in cls._fields)
        return cls(
            int(claim) if claim.isdecimal() and len(claim) < 19 else None,
            show if show in set(State) else ALL,
            WORTH if order == WORTH else TEXT,
        )

    def address(self, **other: Any) -> str:
        """As a query, with what is other; what goes without saying is left out."""
        wanted = self._replace(**other)
        default = Choice()
        return "?" + urlencode(
            {
                name: value
                for name, value in wanted._asdict().items()
                if value != getattr(default, name)
            }
        )

    def link(self) -> str:
        """The beginning of an address that chooses another claim: its number is to follow."""
        others = self.address(claim=None)
        return f"{others}{'' if others == '?' else '&'}claim="


class Candidates:
    """A text's claims, as they are shown; none without a text, or for those who may not see."""

    def __init__(self, snapshot: Snapshot | None, choice: Choice) -> None:
        self._choice = choice
        self.places: list[Place] = []
        self.all: dict[int, Candidate] = {}
        found = (
            Appearance.objects.filter(snapshot=snapshot) if snapshot else Appearance.objects.none()
        )
        rows = found.order_by("start", "-end", "pk").values_list(
            "start", "end", "claim", "claim__status", "claim__score"
        )
        for start, end, pk, status, score in rows:
            first = pk not in self.all
            if first:
                self.all[pk] = Candidate(pk, len(self.all) + 1, status, score)
            self.places.append(Place(start, end, self.all[pk], first))

    @cached_property
    def shown(self) -> list[Candidate]:
        """Those that the filter lets through, in the order that is wanted."""
        show = self._choice.show
        found = [each for each in self.all.values() if show in (ALL, each.status)]
        if self._choice.order == WORTH:
            found.sort(key=lambda each: -(each.score or 0))
        return found

    @cached_property
    def chosen(self) -> Candidate | None:
        """The one that the address names; else the first that waits, else the first."""
        named = self.all.get(self._choice.claim or 0)
        return named or next(filter(_waits, self.shown), None) or next(iter(self.shown), None)

    def beside(self, candidate: Candidate, step: int) -> Candidate | None:
        """The next one (step 1) or the one before (-1) in the list; None at its end."""
        before, after = self._around(candidate)
        return next(iter(after if step > 0 else reversed(before)), None)

    def next_waiting(self, candidate: Candidate) -> Candidate | None:
        """The next one to decide about, from the beginning again after the last."""
        before, after = self._around(candidate)
        return next(filter(_waits, [*after, *before]), None)

    @property
    def decided(self) -> int:
        return sum(not _waits(each) for each in self.all.values())

    def counts(self) -> list[tuple[str, Any, int]]:
        """How many there are: in all, and in each state that any is in."""
        found = Counter(each.status for each in self.all.values())
        return [(state, LABELS[state], found[state]) for state in State if found[state]]

    def _around(self, candidate: Candidate) -> tuple[list[Candidate], list[Candidate]]:
        """Those before and after it; where the filter hides it, as they stand in the text."""
        shown = self.shown
        if candidate in shown:
            at = shown.index(candidate)
            return shown[:at], shown[at + 1 :]
        before = [each for each in shown if each.number < candidate.number]
        return before, [each for each in shown if each.number > candidate.number]


def _waits(candidate: Candidate) -> bool:
    return candidate.status == State.SUGGESTED

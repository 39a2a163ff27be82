"""What an import tells: every item is in exactly one of its counts."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

#: Refusals that are kept with the import, and told as JSON; all of them are told as they come.
KEPT = 1_000


class Outcome(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    #: Another version, but an older one by its own date: kept beside the current one.
    OLDER = "older"
    UNCHANGED = "unchanged"
    #: The same review a second time in the same feed, and not a newer one by its own date: where it
    #: says something else, that is kept beside the current version.
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Refusal(NamedTuple):
    """`place` is in the feed; `code` and `detail` are for `reasons.told`."""

    place: str
    url: str
    code: str
    detail: str


@dataclass
class Report:
    """`stopped` is a code of `reasons` where the feed could not be read to its end."""

    name: str
    dry_run: bool
    counts: Counter[str] = field(default_factory=Counter)
    refused_because: Counter[str] = field(default_factory=Counter)
    refusals: list[Refusal] = field(default_factory=list)
    #: Of what was taken: how often which field had what dropped, and how ratings were read.
    notes: Counter[tuple[str, str]] = field(default_factory=Counter)
    ratings: Counter[tuple[str, str]] = field(default_factory=Counter)
    stopped: str = ""
    stopped_at: str = ""

    @property
    def read(self) -> int:
        return self.counts.total()

    def refuse(self, refusal: Refusal) -> None:
        self.counts[Outcome.REFUSED] += 1
        self.refused_because[refusal.code] += 1
        if len(self.refusals) < KEPT:
            self.refusals.append(refusal)

    def as_json(self) -> dict[str, Any]:
        """For programs: its names are stable."""
        return {
            "file": self.name,
            "dry_run": self.dry_run,
            "read": self.read,
            **{outcome.value: self.counts[outcome] for outcome in Outcome},
            "refused_because": dict(self.refused_because.most_common()),
            "refusals": [refusal._asdict() for refusal in self.refusals],
            "refusals_left_out": self.counts[Outcome.REFUSED] - len(self.refusals),
            "not_taken": [
                {"field": name, "why": why, "count": count}
                for (name, why), count in self.notes.most_common()
            ],
            "ratings": [
                {"rating": rating, "because": because, "count": count}
                for (rating, because), count in self.ratings.most_common()
            ],
            "stopped": self.stopped,
            "stopped_at": self.stopped_at,
        }

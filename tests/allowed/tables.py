"""Who may do what, as tables that a person writes and reads.

A table is written from the design (`workflow.md`, and for what it leaves open the words of
`docs/reviewers.md`), never from the code that it judges: neither a machine's transitions nor a
permission is looked up here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    DONE = "done"
    CONFLICT = "conflict"  # the state forbids it: says who did what, and when
    NOT_ALLOWED = "not allowed"  # the person may not, whatever the state


DONE, CONFLICT, NOT_ALLOWED = Outcome

#: An approver and an editor are reviewers, too. Superusers are nowhere: they may what roles may.
REVIEWERS = "reviewer, approver, editor"

#: Who tries it: each role by itself, several at once, none, and nobody who may act at all.
EACH_ROLE: tuple[tuple[str, ...], ...] = (
    (),
    ("contributor",),
    ("reviewer",),
    ("approver",),
    ("editor",),
    ("partner manager",),
    ("auditor",),
    ("superuser",),
    ("contributor", "partner manager", "auditor"),
    ("approver", "editor"),
)


@dataclass(frozen=True, slots=True)
class Unless:
    """In these situations, what comes out for these people instead, but for those of a role that
    is spared. `whom` may begin with "not": everybody but these."""

    whom: str
    outcome: Outcome
    where: str = ""  # every situation of the row
    spared: str = ""

    def holds(self, roles: Iterable[str], situation: str, relation: str) -> bool:
        among = relation in listed(self.whom.removeprefix("not "))
        is_meant = not among if self.whom.startswith("not ") else among
        is_here = not self.where or situation in listed(self.where)
        is_spared = bool(self.spared) and may(self.spared, roles)
        return is_meant and is_here and not is_spared


@dataclass(frozen=True, slots=True)
class Row:
    """A verb: the roles that may, the situations in which it can be done, and for whom not."""

    who: str
    where: str
    unless: tuple[Unless, ...] = ()

    def expected(self, roles: Iterable[str], situation: str, relation: str = "stranger") -> Outcome:
        """A missing permission comes first, whatever the state: a refusal reveals nothing."""
        if not may(self.who, roles):
            return NOT_ALLOWED
        if situation not in listed(self.where):
            return CONFLICT
        for exception in self.unless:
            if exception.holds(roles, situation, relation):
                return exception.outcome
        return DONE


def may(who: str, roles: Iterable[str]) -> bool:
    """Whether one of these roles is among those that may."""
    return bool(set(roles) & {*listed(who), "superuser"})


def listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",")]

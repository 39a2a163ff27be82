"""State machines as data: one table drives the actions, the buttons and the database's guard."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of a workflow table.

    `target` None means that the state stays. `sources` empty means the verb creates the thing.
    `asks` names the fields that a person fills in for this verb; `system` says whether the desk's
    own clockwork may do it without a person; `button` whether people get a button for it; `proof`
    whether a person at the desk shows again that it is them, because it speaks to the world or
    hands out a secret.
    """

    verb: str
    sources: tuple[str, ...]
    target: str | None
    label: Any  # str, or a lazy translation of one
    permission: str
    asks: tuple[str, ...] = ()
    system: bool = False
    button: bool = True
    proof: bool = False


class Machine:
    """A workflow: its `kind` (its events' prefix), and its transitions in the table's order."""

    def __init__(self, kind: str, transitions: Iterable[Transition]) -> None:
        self.kind = kind
        self.transitions = tuple(transitions)

    @cached_property
    def _by_verb(self) -> dict[str, Transition]:
        return {transition.verb: transition for transition in self.transitions}

    def __getitem__(self, verb: str) -> Transition:
        return self._by_verb[verb]

    def event(self, verb: str) -> str:
        """The event's name, `subject:verb`. An unknown verb raises KeyError."""
        return f"{self.kind}:{self[verb].verb}"

    def leaving(self, state: str) -> list[Transition]:
        """The transitions that a thing in this state can take."""
        return [transition for transition in self.transitions if state in transition.sources]

    def proven(self) -> frozenset[str]:
        """The verbs before which a person at the desk shows again that it is them."""
        return frozenset(each.verb for each in self.transitions if each.proof)

    def moves(self) -> Iterator[tuple[str, str, str]]:
        """Every (event name, from, to) that exists; `from` is '' where the verb creates."""
        for transition in self.transitions:
            for source in transition.sources or ("",):
                yield self.event(transition.verb), source, transition.target or source

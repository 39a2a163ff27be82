"""What others did since a person was last here to the things that this person works on.

A person works on what they did something to: held, wrote, approved, commented. The journal knows
that by itself. What else is theirs (given to them, say) the room tells, with how its rows are
called.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse

from factcheck.desk.waiting import how_long
from factcheck.history import verbs
from factcheck.history.models import Event, Tracked

#: How many of a person's own last steps tell what they work on, and how many steps of others, at
#: most, are looked at.
_OWN, _OTHERS = 500, 50


@dataclass(frozen=True, slots=True)
class _Kind:
    model: type[Tracked]
    title: Any
    mine: Callable[[Any], QuerySet[Any]] | None

    def may_see(self, person: Any) -> bool:
        return person.has_perm(f"{self.model._meta.app_label}.view_{self.model._meta.model_name}")


@dataclass(frozen=True, slots=True)
class Step:
    """One event, as people read it: the state that it led to, or what was done."""

    event: Event
    label: Any
    moved: bool

    @property
    def ago(self) -> str:
        return how_long(self.event.at)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that others changed, and their steps, the latest first."""

    title: str
    address: str
    steps: list[Step] = field(default_factory=list)


_kinds: list[_Kind] = []


def tell(
    model: type[Tracked], title: Any, mine: Callable[[Any], QuerySet[Any]] | None = None
) -> None:
    """Have a model's rows told of. `title` is the expression of a row's name; `mine` finds a
    person's rows besides those that they did something to."""
    _kinds.append(_Kind(model, title, mine))


def has_any_for(person: Any) -> bool:
    """Whether there is a kind of thing that the person may see."""
    return any(kind.may_see(person) for kind in _kinds)


def since(moment: datetime, person: Any) -> list[Thing]:
    """What others changed after the moment, of what the person works on and may see."""
    kinds = [kind for kind in _kinds if kind.may_see(person)]
    events = list(
        Event.objects.filter(subject__in=_theirs(person, kinds), at__gt=moment)
        .exclude(actor=person)
        .select_related("actor")
        .defer("data")
        .order_by("-id")[:_OTHERS]
    )
    things = _things({event.subject for event in events}, kinds) if events else {}
    found: dict[UUID, Thing] = {}
    for event in events:
        if event.subject in things:
            thing = found.setdefault(event.subject, things[event.subject])
            thing.steps.append(_step(event))
    return list(found.values())


def _theirs(person: Any, kinds: Iterable[_Kind]) -> Any:
    touched = Event.objects.filter(actor=person).order_by("-id").values("subject")[:_OWN]
    told = [kind.mine(person).values("uid") for kind in kinds if kind.mine]
    return touched.union(*told)


def _things(subjects: set[UUID], kinds: Iterable[_Kind]) -> dict[UUID, Thing]:
    """All in one query, of whatever kinds they are."""
    parts = [
        kind.model._default_manager.filter(uid__in=subjects)
        .order_by()
        .values_list("uid", "pk", Cast(kind.title, TextField()), Value(number))
        for number, kind in enumerate(kinds)
    ]
    models = [kind.model._meta for kind in kinds]
    return {
        uid: Thing(
            title,
            reverse(f"admin:{models[n].app_label}_{models[n].model_name}_change", args=[pk]),
        )
        for uid, pk, title, n in parts[0].union(*parts[1:], all=True)
    }


def _step(event: Event) -> Step:
    if event.to_state != event.from_state:
        return Step(event, event.to_state, moved=True)
    return Step(event, verbs.label(event.verb), moved=False)
